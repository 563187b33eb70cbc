namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>An answer that this host holds and owes.</summary>
internal sealed class OwedAnswer(PendingInvocation invocation, long version)
{
    /// <summary>What it is known by.</summary>
    public string Id { get; } = invocation.Id();

    /// <summary>The invocation as it is known now.</summary>
    public PendingInvocation Invocation { get; set; } = invocation;

    /// <summary>Version in the queue; 0 while the queue could not be reached to keep it.</summary>
    public long Version { get; set; } = version;
}
