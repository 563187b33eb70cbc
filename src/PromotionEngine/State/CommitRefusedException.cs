namespace PromotionEngine.State;

/// <summary>A commit that its caller cannot do without was refused; nothing was changed.</summary>
public sealed class CommitRefusedException : Exception
{
    /// <summary>Tells why <paramref name="outcome"/> is none that the caller can go on with.</summary>
    public CommitRefusedException(CommitOutcome outcome)
        : base(Describe(outcome)) => Outcome = outcome;

    /// <summary>The answer of the store.</summary>
    public CommitOutcome Outcome { get; }

    private static string Describe(CommitOutcome outcome) => outcome.Status switch
    {
        CommitStatus.EpochMissing => "The state store carries no epoch marker: it lost its data or was never initialised, and refuses writes until it is rebuilt.",
        CommitStatus.Fenced => "The run is no longer held under this lease: another engine took it over.",
        CommitStatus.CountExceeded => $"The limit is reached: {outcome.Failed}.",
        _ => $"The state changed in between: {outcome.Failed}.",
    };
}
