using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

/// <summary>A store that a test takes away.</summary>
internal sealed class UnreliableStore(IStateStore inner) : IStateStore
{
    private int _asked;

    /// <summary>Whether nothing can be read or written.</summary>
    public bool IsAway { get; set; }

    /// <summary>Is told the key of what was just read.</summary>
    public Func<string, Task>? AfterGet { get; set; }

    /// <summary>Exchanges that were tried.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public bool IsShared => inner.IsShared;

    public Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) => AskAsync(() => inner.CommitAsync(commit, cancellationToken));

    public async Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var value = await AskAsync(() => inner.GetAsync(key, cancellationToken));
        await (AfterGet?.Invoke(key) ?? Task.CompletedTask);
        return value;
    }

    public Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => AskAsync(() => inner.GetManyAsync(keys, cancellationToken));

    public Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken) => AskAsync(() => inner.RangeAsync(index, range, cancellationToken));

    public Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken) => AskAsync(() => inner.HeadsAsync(indexes, cancellationToken));

    public Task<long> CountAsync(string index, CancellationToken cancellationToken) => AskAsync(() => inner.CountAsync(index, cancellationToken));

    public Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken) => AskAsync(() => inner.ScoreAsync(index, member, cancellationToken));

    public Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken) =>
        AskAsync(() => inner.ReadListAsync(list, fromSequence, take, cancellationToken));

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => AskAsync(() => inner.NowAsync(cancellationToken));

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken) => AskAsync(() => inner.SurveyAsync(cancellationToken));

    private Task<T> AskAsync<T>(Func<Task<T>> exchange)
    {
        Interlocked.Increment(ref _asked);
        return IsAway ? throw new StateUnavailableException("The store is away, says a test.") : exchange();
    }
}
