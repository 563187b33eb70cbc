using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// A store as one engine sees it when somebody is faster: something is done just before the engine's first commit that leaves a promotion in <paramref name="status"/>, and
/// the commit goes on its way afterwards.
/// </summary>
internal sealed class MeddlingStore(IStateStore inner, PromotionStatus status, Func<PromotionId, Task> meddle) : IStateStore
{
    private int _isDone;

    public bool IsShared => inner.IsShared;

    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var saved = commit.Changes.FirstOrDefault(change => change.Kind == ChangeKind.IndexAdd && change.Key == StateKeys.PromotionsWith(status));
        if (saved is not null && Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            await meddle(new PromotionId(saved.Text));
        }

        return await inner.CommitAsync(commit, cancellationToken);
    }

    public Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => inner.GetManyAsync(keys, cancellationToken);

    public Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken) => inner.RangeAsync(index, range, cancellationToken);

    public Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken) => inner.HeadsAsync(indexes, cancellationToken);

    public Task<long> CountAsync(string index, CancellationToken cancellationToken) => inner.CountAsync(index, cancellationToken);

    public Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken) => inner.ScoreAsync(index, member, cancellationToken);

    public Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken) => inner.ReadListAsync(list, fromSequence, take, cancellationToken);

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => inner.NowAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken) => inner.SurveyAsync(cancellationToken);
}
