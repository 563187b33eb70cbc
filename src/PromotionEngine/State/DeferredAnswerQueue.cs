namespace PromotionEngine.State;

/// <summary>
/// Answers that hosts owe to callers who wait elsewhere. Each is held by one host at a time, for a while; a host that dies leaves it due again after that.
/// Holding is fenced by the record's version: a host that lost an answer can neither change nor settle it.
/// </summary>
public sealed partial class DeferredAnswerQueue(IStateStore store, ILogger<DeferredAnswerQueue> logger)
{
    /// <summary>About as many bytes of content are lent by one claim, so that it fits into one message; a larger answer is lent alone.</summary>
    public const int MostLentBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PutOffFor = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer is kept that nobody settles, from when its content last changed; and how long it is remembered that one was settled.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromHours(48);

    /// <summary>Keeps an answer, held for <paramref name="hold"/>. Its version; null when it is there, or was settled, already.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<long?> RegisterAsync(string id, ReadOnlyMemory<byte> content, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        return await CommitAsync(Write(new DeferredAnswer(id, content.ToArray()), now, now + hold), cancellationToken);
    }

    /// <summary>
    /// Takes up to <paramref name="take"/> answers that are due, longest due first; nobody else is given them for <paramref name="hold"/>. Fewer when they are
    /// large. One that cannot be read is put off, so that the others are not kept waiting by it.
    /// </summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<IReadOnlyList<DeferredAnswer>> ClaimAsync(int take, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var due = await store.RangeAsync(StateKeys.DeferredAnswersDue, new IndexRange(Max: StateClock.Score(now), Take: take), cancellationToken);
        var claimed = new List<DeferredAnswer>();
        long lent = 0;
        foreach (var id in due.Select(entry => entry.Member))
        {
            DeferredAnswer? answer;
            try
            {
                answer = await ReadAsync(id, cancellationToken);
            }
            catch (StateLayoutException exception)
            {
                LogUnreadable(id, PutOffFor, exception);
                await PutOffAsync(id, now, cancellationToken);
                continue;
            }

            if (answer is null)
            {
                await ForgetAsync(id, cancellationToken);
                continue;
            }

            if (claimed.Count > 0 && lent + answer.Content.Length > MostLentBytes)
            {
                break;
            }

            if (await ClaimAsync(answer, now, hold, cancellationToken) is { } version)
            {
                claimed.Add(answer with { Version = version });
                lent += answer.Content.Length;
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
        var commit = Write(new DeferredAnswer(id, content.ToArray()) { Version = version }, now, now + due).ExpectPresentMember(StateKeys.DeferredAnswersDue, id);
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

    // What is changed is kept for the whole time anew, what is only lent no longer than before: else an answer that nobody can open or send would stay for ever.
    private static Commit Write(DeferredAnswer answer, DateTimeOffset now, DateTimeOffset due)
    {
        var until = answer.KeptUntil ?? now + Kept;
        var left = until - now;
        return new Commit()
            .Expect(StateKeys.DeferredAnswer(answer.Id), answer.Version)
            .Put(StateKeys.DeferredAnswer(answer.Id), StateJson.Write(answer with { KeptUntil = until }), left > Shortest ? left : Shortest)
            .IndexAdd(StateKeys.DeferredAnswersDue, answer.Id, StateClock.Score(due));
    }

    // The record is written again for its version, which fences whoever held it before.
    private Task<long?> ClaimAsync(DeferredAnswer answer, DateTimeOffset now, TimeSpan hold, CancellationToken cancellationToken) => CommitAsync(
        // It may have been claimed between the two looks, and then is no longer due although its record reads well.
        Write(answer, now, now + hold).ExpectScoreAtMost(StateKeys.DeferredAnswersDue, answer.Id, StateClock.Score(now)), cancellationToken);

    private Task<long?> PutOffAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) => CommitAsync(
        new Commit()
            .ExpectPresentMember(StateKeys.DeferredAnswersDue, id)
            .ExpectScoreAtMost(StateKeys.DeferredAnswersDue, id, StateClock.Score(now))
            .IndexAdd(StateKeys.DeferredAnswersDue, id, StateClock.Score(now + PutOffFor)),
        cancellationToken);

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

    [LoggerMessage(EventId = 1340, Level = LogLevel.Error, Message = "The owed answer {Id} cannot be read; it is put off for {PutOffFor}")]
    private partial void LogUnreadable(string id, TimeSpan putOffFor, Exception exception);
}
