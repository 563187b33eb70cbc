namespace PromotionEngine.State.InMemory;

/// <summary>The store in this process's memory: for the sandbox, and the twin that the Redis store is tested against.</summary>
public sealed partial class InMemoryStateStore(TimeProvider timeProvider) : IStateStore
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemoryIndex> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommitOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset Until)> _outcomeExpiries = new();
    private long _lastCommit;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Value(key));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StateValue?>>([.. keys.Select(Value)]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Index(index)?.Read(range) ?? []);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<IndexEntry?>>([.. indexes.Select(Head)]);
        }

        IndexEntry? Head(string index) => Index(index)?.Ascending.Select(entry => (IndexEntry?)entry).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(string index, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult((long)(Index(index)?.Count ?? 0));
        }
    }

    /// <inheritdoc/>
    public Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Index(index)?.Score(member));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var entries = _lists.GetValueOrDefault(list) ?? [];
            return Task.FromResult<IReadOnlyList<ListEntry>>(
                [.. entries.Select((value, place) => new ListEntry(place + 1, value)).Skip((int)Math.Min(fromSequence - 1, int.MaxValue)).Take(take)]);
        }
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(StateClock.Cut(timeProvider.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var records = _records.Keys.ToList().Count(key => Record(key) is not null && !key.StartsWith(StateKeys.Nonces, StringComparison.Ordinal));
            return Task.FromResult(new StateSurvey(records + _indexes.Count + _lists.Count, []));
        }
    }

    private MemoryIndex? Index(string name) => _indexes.GetValueOrDefault(name);

    private StateValue? Value(string key) => Record(key) is { } record ? new StateValue(record.Version, record.Value) : null;

    private MemoryRecord? Record(string key)
    {
        if (!_records.TryGetValue(key, out var record))
        {
            return null;
        }

        if (record.ExpiresAt is { } end && end <= timeProvider.GetUtcNow())
        {
            _records.Remove(key);
            return null;
        }

        return record;
    }
}
