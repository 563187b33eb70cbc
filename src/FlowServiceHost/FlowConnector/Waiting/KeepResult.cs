namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>What became of keeping an answer in the queue.</summary>
internal enum KeepResult
{
    /// <summary>The queue keeps it, and this host holds it.</summary>
    Kept,

    /// <summary>Another host, or another request with the same token, has it.</summary>
    Elsewhere,

    /// <summary>The queue cannot be reached.</summary>
    Unreachable,
}
