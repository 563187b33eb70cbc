namespace PromotionEngine.State;

/// <summary>
/// Answers that hosts owe to callers who wait elsewhere. Each is held by one host at a time, for a while; a host that dies leaves it due again after that.
/// Holding is fenced by the record's version: a host that lost an answer can neither change nor settle it.
/// </summary>
public sealed class DeferredAnswerQueue(IStateStore store)
{
    /// <summary>How long an answer is kept that nobody settles, from its last change; and how long it is remembered that one was settled.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromHours(48);

    /// <summary>Keeps an answer, held for <paramref name="hold"/>. Its version; null when it is there, or was settled, already.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<long?> RegisterAsync(string id, ReadOnlyMemory<byte> content, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        return await CommitAsync(Write(new DeferredAnswer(id, content.ToArray()), now + hold), cancellationToken);
    }

    /// <summary>Takes up to <paramref name="take"/> answers that are due, longest due first; nobody else is given them for <paramref name="hold"/>.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<IReadOnlyList<DeferredAnswer>> ClaimAsync(int take, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var due = await store.RangeAsync(StateKeys.DeferredAnswersDue, new IndexRange(Max: StateClock.Score(now), Take: take), cancellationToken);
        var claimed = new List<DeferredAnswer>();
        foreach (var id in due.Select(entry => entry.Member))
        {
            if (await ReadAsync(id, cancellationToken) is not { } answer)
            {
                await ForgetAsync(id, cancellationToken);
            }
            else if (await CommitAsync(
                // It may have been claimed between the two looks, and then is no longer due although its record reads well.
                Write(answer, now + hold).ExpectScoreAtMost(StateKeys.DeferredAnswersDue, id, StateClock.Score(now)), cancellationToken) is { } version)
            {
                claimed.Add(answer with { Version = version });
            }
        }

        return claimed;
    }

    /// <summary>Goes on holding an answer for <paramref name="hold"/> from now. False when it was lost.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<bool> HoldAsync(string id, long version, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var commit = new Commit()
            .Expect(StateKeys.DeferredAnswer(id), version)
            .ExpectPresentMember(StateKeys.DeferredAnswersDue, id)
            .IndexAdd(StateKeys.DeferredAnswersDue, id, StateClock.Score(now + hold));
        return await CommitAsync(commit, cancellationToken) is not null;
    }

    /// <summary>Replaces what is kept; the answer is due after <paramref name="due"/>. The new version; null when it was lost or settled.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<long?> SaveAsync(string id, long version, ReadOnlyMemory<byte> content, TimeSpan due, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var commit = Write(new DeferredAnswer(id, content.ToArray()) { Version = version }, now + due).ExpectPresentMember(StateKeys.DeferredAnswersDue, id);
        return await CommitAsync(commit, cancellationToken);
    }

    /// <summary>The answer was given: what was kept goes. False when it was lost, or settled already.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<bool> SettleAsync(string id, long version, CancellationToken cancellationToken)
    {
        var commit = new Commit()
            .Expect(StateKeys.DeferredAnswer(id), version)
            .ExpectPresentMember(StateKeys.DeferredAnswersDue, id)
            .Put(StateKeys.DeferredAnswer(id), StateJson.Write(new DeferredAnswer(id, [], IsSettled: true)), Kept)
            .IndexRemove(StateKeys.DeferredAnswersDue, id);
        return await CommitAsync(commit, cancellationToken) is not null;
    }

    private static Commit Write(DeferredAnswer answer, DateTimeOffset due) => new Commit()
        .Expect(StateKeys.DeferredAnswer(answer.Id), answer.Version)
        .Put(StateKeys.DeferredAnswer(answer.Id), StateJson.Write(answer), Kept)
        .IndexAdd(StateKeys.DeferredAnswersDue, answer.Id, StateClock.Score(due));

    private async Task<DeferredAnswer?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var key = StateKeys.DeferredAnswer(id);
        return await store.GetAsync(key, cancellationToken) is { } value ? StateJson.Read<DeferredAnswer>(key, value.Value) with { Version = value.Version } : null;
    }

    // The record's time was over before anybody settled it.
    private Task<long?> ForgetAsync(string id, CancellationToken cancellationToken) => CommitAsync(
        new Commit().Expect(StateKeys.DeferredAnswer(id), 0).IndexRemove(StateKeys.DeferredAnswersDue, id), cancellationToken);

    private async Task<long?> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(commit, cancellationToken);
        return outcome.Status == CommitStatus.Conflict ? null : outcome.OrThrow().Version;
    }
}
