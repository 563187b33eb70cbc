namespace PromotionEngine.State;

/// <summary>What became of a commit. Only <see cref="Committed"/> changed anything.</summary>
public enum CommitStatus
{
    /// <summary>Every change was made.</summary>
    Committed,

    /// <summary>A record or member was not as expected; <see cref="CommitOutcome.Failed"/> names it.</summary>
    Conflict,

    /// <summary>The promotion is no longer held under the lease token that the commit carried.</summary>
    Fenced,

    /// <summary>An index had reached the limit that the commit named.</summary>
    CountExceeded,

    /// <summary>The store carries no epoch marker: it lost its data, or was never initialised, and refuses writes.</summary>
    EpochMissing,
}
