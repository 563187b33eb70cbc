namespace BoomiEmulator.Limits;

/// <summary>How long the platform takes for things.</summary>
public sealed record EmulatorDelays
{
    /// <summary>Added to every Platform API call.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>From the creation of a branch until it is ready.</summary>
    public TimeSpan BranchReady { get; init; }

    /// <summary>Each stage of a merge request that passes by itself: drafting, drafted, merging.</summary>
    public TimeSpan MergeStage { get; init; }

    /// <summary>From the release of an integration pack until it has reached its subscribers.</summary>
    public TimeSpan Release { get; init; }
}
