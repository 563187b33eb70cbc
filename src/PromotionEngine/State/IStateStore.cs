namespace PromotionEngine.State;

/// <summary>
/// What is shared by all engines: records with versions, ordered indexes, append-only lists, and one way to change them, <see cref="CommitAsync"/>.
/// Redis in production, memory in the sandbox; both pass the same tests. Names of records, indexes and lists do not collide with each other.
/// </summary>
/// <remarks>Every member throws <see cref="StateUnavailableException"/> when the store cannot be reached or cannot write.</remarks>
public interface IStateStore
{
    /// <summary>Whether the state is shared with other processes and outlives this one. A store that is not may be initialised at every start.</summary>
    bool IsShared { get; }

    /// <summary>The record, or null when there is none or its time is over.</summary>
    Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Several records in one round trip, as of one moment, in the order asked; null for what is absent.</summary>
    Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Checks the expectations and makes the changes, all or nothing, in one round trip.</summary>
    Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>Members of an index with their scores.</summary>
    Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken);

    /// <summary>The member of lowest score of each index, in one round trip, in the order asked; null for an empty one.</summary>
    Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken);

    /// <summary>Number of members of an index.</summary>
    Task<long> CountAsync(string index, CancellationToken cancellationToken);

    /// <summary>The member's score, or null when the index does not hold it.</summary>
    Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="take"/> entries of a list, from <paramref name="fromSequence"/> (the first is 1) on.</summary>
    Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken);

    /// <summary>The store's clock, in whole milliseconds: the one that leases and expiries are decided by.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken);

    /// <summary>Returns when the store answers.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Counts what the store holds of ours, and tells of layouts that this version does not read. Slow; for start-up and for operators.</summary>
    Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken);
}
