using PromotionEngine.State;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A store as one engine sees it, until that engine is killed.</summary>
internal sealed class CrashingStore(IStateStore inner, CrashSwitch crash, bool isShared = false) : IStateStore
{
    public bool IsShared => isShared || inner.IsShared;

    public Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) =>
        crash.PassAsync("a commit", () => inner.CommitAsync(commit, cancellationToken));

    public Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken) => crash.ReadAsync(() => inner.GetAsync(key, cancellationToken));

    public Task<IReadOnlyList<StateValue?>> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        crash.ReadAsync(() => inner.GetManyAsync(keys, cancellationToken));

    public Task<IReadOnlyList<IndexEntry>> RangeAsync(string index, IndexRange range, CancellationToken cancellationToken) =>
        crash.ReadAsync(() => inner.RangeAsync(index, range, cancellationToken));

    public Task<IReadOnlyList<IndexEntry?>> HeadsAsync(IReadOnlyList<string> indexes, CancellationToken cancellationToken) =>
        crash.ReadAsync(() => inner.HeadsAsync(indexes, cancellationToken));

    public Task<long> CountAsync(string index, CancellationToken cancellationToken) => crash.ReadAsync(() => inner.CountAsync(index, cancellationToken));

    public Task<double?> ScoreAsync(string index, string member, CancellationToken cancellationToken) => crash.ReadAsync(() => inner.ScoreAsync(index, member, cancellationToken));

    public Task<IReadOnlyList<ListEntry>> ReadListAsync(string list, long fromSequence, int take, CancellationToken cancellationToken) =>
        crash.ReadAsync(() => inner.ReadListAsync(list, fromSequence, take, cancellationToken));

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => crash.ReadAsync(() => inner.NowAsync(cancellationToken));

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public Task<StateSurvey> SurveyAsync(CancellationToken cancellationToken) => crash.ReadAsync(() => inner.SurveyAsync(cancellationToken));
}
