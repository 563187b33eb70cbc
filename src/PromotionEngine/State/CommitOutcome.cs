namespace PromotionEngine.State;

/// <summary>The answer to a <see cref="Commit"/>.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Version">Number of the commit, which is the version of every record that it put; 0 when nothing was changed.</param>
/// <param name="Sequences">Sequence numbers of what it appended, in the order of the appends.</param>
/// <param name="Failed">The first expectation that did not hold, in the order they were added; null when all held or the epoch marker is missing.</param>
public sealed record CommitOutcome(CommitStatus Status, long Version, IReadOnlyList<long> Sequences, Expectation? Failed)
{
    /// <summary>Whether every change was made.</summary>
    public bool IsCommitted => Status == CommitStatus.Committed;

    /// <summary>Whether the commit was refused because of what stands, or does not stand, under <paramref name="key"/>.</summary>
    public bool FailedOn(string key) => Failed is not null && string.Equals(Failed.Key, key, StringComparison.Ordinal);

    /// <summary>Returns this outcome when it is committed.</summary>
    /// <exception cref="CommitRefusedException">It is not.</exception>
    public CommitOutcome OrThrow() => IsCommitted ? this : throw new CommitRefusedException(this);

    internal static CommitOutcome Done(long version, IReadOnlyList<long> sequences) => new(CommitStatus.Committed, version, sequences, null);

    internal static CommitOutcome Refused(Expectation failed) => new(failed.Refusal, 0, [], failed);

    internal static CommitOutcome WithoutEpoch() => new(CommitStatus.EpochMissing, 0, [], null);
}
