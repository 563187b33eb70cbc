namespace PromotionEngine.Promotions.Running;

/// <summary>A run that goes on in this engine.</summary>
internal sealed class HostedRun(PromotionId id, long token, LeaseClock lease)
{
    private volatile LeasedRun? _run;

    /// <summary>The promotion.</summary>
    public PromotionId Id { get; } = id;

    /// <summary>Token of the lease that this engine holds.</summary>
    public long Token { get; } = token;

    /// <summary>Whether another engine began it.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>How long the lease holds.</summary>
    public LeaseClock Lease { get; } = lease;

    /// <summary>The run; null while it is being made ready after a takeover.</summary>
    public LeasedRun? Run
    {
        get => _run;
        set => _run = value;
    }

    /// <summary>Ends with the run.</summary>
    public Task Task { get; set; } = Task.CompletedTask;
}
