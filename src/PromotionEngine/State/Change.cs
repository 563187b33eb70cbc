namespace PromotionEngine.State;

/// <summary>One change of a commit. Which members mean something follows from the kind.</summary>
internal sealed record Change(ChangeKind Kind, string Key)
{
    public string Text { get; init; } = string.Empty;

    public double Score { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public long LeaseToken { get; init; }

    public Func<ChainHead, ChainLink>? Link { get; init; }
}
