using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>The working copies of promotions: saved by compare-and-set, found by ID, time, status and development account.</summary>
public sealed class PromotionRecords(IStateStore store)
{
    /// <summary>Layout of the records that this version writes. It grows when an older version would misread them.</summary>
    public const int Layout = 1;

    private static readonly PromotionStatus[] Statuses = Enum.GetValues<PromotionStatus>();

    /// <summary>The promotion, or null when the store holds none of that ID.</summary>
    public async Task<StoredPromotion?> GetAsync(PromotionId id, CancellationToken cancellationToken)
    {
        var value = await store.GetAsync(StateKeys.Promotion(id), cancellationToken);
        return value is { } found ? PromotionDocuments.Read(id, found) : null;
    }

    /// <summary>The promotions that the store holds of <paramref name="ids"/>, in that order, read in one round trip.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> GetManyAsync(IReadOnlyCollection<PromotionId> ids, CancellationToken cancellationToken)
    {
        return (await ReadManyAsync(ids, cancellationToken)).OrThrow();
    }

    /// <summary>The same, with those apart that another version wrote.</summary>
    public async Task<PromotionBatch> ReadManyAsync(IReadOnlyCollection<PromotionId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return PromotionBatch.Empty;
        }

        var readable = new List<StoredPromotion>();
        var unreadable = new List<UnreadablePromotion>();
        var values = await store.GetManyAsync([.. ids.Select(StateKeys.Promotion)], cancellationToken);
        foreach (var (id, value) in ids.Zip(values).Where(pair => pair.Second is not null))
        {
            try
            {
                readable.Add(PromotionDocuments.Read(id, value!.Value));
            }
            catch (StateLayoutException exception)
            {
                unreadable.Add(new UnreadablePromotion(id, exception.Message));
            }
        }

        return new PromotionBatch(readable, unreadable);
    }

    /// <summary>
    /// Adds the saving of <paramref name="promotion"/> to a commit. <paramref name="expectedVersion"/> is the version it was read at, 0 for a new one;
    /// when the record is at another, the commit is answered <see cref="CommitStatus.Conflict"/> on <see cref="KeyOf"/>.
    /// </summary>
    public void Add(Commit commit, Promotion promotion, long expectedVersion)
    {
        var key = StateKeys.Promotion(promotion.Id);
        var member = promotion.Id.Value;
        var initiated = StateClock.Score(promotion.InitiatedAt);
        commit.Expect(key, expectedVersion)
            .PutLeased(key, StateJson.Write(new PromotionDocument(Layout, promotion)), promotion.Lease?.Token ?? 0)
            .IndexAdd(StateKeys.PromotionsByTime, member, initiated)
            .IndexAdd(StateKeys.PromotionsOf(promotion.DevAccountId), member, initiated)
            .IndexAdd(StateKeys.PromotionsWith(promotion.Status), member, initiated);
        if (expectedVersion != 0)
        {
            foreach (var status in Statuses.Where(status => status != promotion.Status))
            {
                commit.IndexRemove(StateKeys.PromotionsWith(status), member);
            }
        }

        if (promotion.IsReleasing)
        {
            commit.IndexAddIfAbsent(StateKeys.PromotionsReleasing, member, StateClock.Score(promotion.UpdatedAt));
        }
        else
        {
            commit.IndexRemove(StateKeys.PromotionsReleasing, member);
        }

        if (promotion.Status.IsTerminal())
        {
            commit.IndexRemove(StateKeys.PromotionsLive, member).IndexAddIfAbsent(StateKeys.PromotionsEnded, member, StateClock.Score(promotion.UpdatedAt));
        }
        else
        {
            commit.IndexAdd(StateKeys.PromotionsLive, member, initiated);
        }
    }

    /// <summary>Saves <paramref name="promotion"/> in a commit of its own.</summary>
    public Task<CommitOutcome> SaveAsync(Promotion promotion, long expectedVersion, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        Add(commit, promotion, expectedVersion);
        return store.CommitAsync(commit, cancellationToken);
    }

    /// <summary>
    /// Reads the promotion, applies <paramref name="change"/> and saves, again when somebody was faster. Null when there is no such promotion;
    /// the promotion as read when <paramref name="change"/> answers null, which means that there is nothing to save.
    /// </summary>
    /// <exception cref="CommitRefusedException">The commit was refused for another reason than a save in between.</exception>
    public async Task<StoredPromotion?> ChangeAsync(
        PromotionId id,
        Func<Promotion, Promotion?> change,
        CancellationToken cancellationToken,
        Action<Commit, Promotion>? alsoCommit = null)
    {
        while (true)
        {
            var stored = await GetAsync(id, cancellationToken);
            if (stored is null || change(stored.Promotion) is not { } changed)
            {
                return stored;
            }

            var commit = new Commit();
            Add(commit, changed, stored.Version);
            alsoCommit?.Invoke(commit, changed);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (outcome.Status != CommitStatus.Conflict || !outcome.FailedOn(KeyOf(id)))
            {
                return new StoredPromotion(outcome.OrThrow().Version, changed);
            }
        }
    }

    /// <summary>All promotions to which something may still happen, oldest first.</summary>
    /// <exception cref="StateLayoutException">One of them was written by another version.</exception>
    public async Task<IReadOnlyList<StoredPromotion>> ListLiveAsync(CancellationToken cancellationToken) => (await ReadLiveAsync(cancellationToken)).OrThrow();

    /// <summary>The same, with those apart that another version wrote.</summary>
    public Task<PromotionBatch> ReadLiveAsync(CancellationToken cancellationToken) => ReadAsync(StateKeys.PromotionsLive, IndexRange.All, cancellationToken);

    /// <summary>The live promotions out of one development account, oldest first.</summary>
    /// <exception cref="StateLayoutException">One of them was written by another version; one of another account does not matter.</exception>
    public async Task<IReadOnlyList<StoredPromotion>> ListLiveAsync(AccountId devAccount, CancellationToken cancellationToken)
    {
        var live = await ReadLiveAsync(cancellationToken);
        foreach (var promotion in live.Unreadable)
        {
            if (await store.ScoreAsync(StateKeys.PromotionsOf(devAccount), promotion.Id.Value, cancellationToken) is not null)
            {
                throw new StateLayoutException(promotion.Reason);
            }
        }

        return [.. live.Readable.Where(stored => stored.Promotion.DevAccountId == devAccount)];
    }

    /// <summary>Up to <paramref name="take"/> promotions with a release that has not ended, those first that were not asked for the longest.</summary>
    public Task<PromotionBatch> ReadReleasingAsync(int take, CancellationToken cancellationToken) =>
        ReadAsync(StateKeys.PromotionsReleasing, new IndexRange(Take: take), cancellationToken);

    /// <summary>The releases of <paramref name="id"/> are being asked for: all other promotions come first the next time, whatever clock they were added by.</summary>
    public async Task AskedForReleaseAsync(PromotionId id, CancellationToken cancellationToken)
    {
        if (await store.RangeAsync(StateKeys.PromotionsReleasing, new IndexRange(Take: 1, Descending: true), cancellationToken) is not [var last])
        {
            return;
        }

        var commit = new Commit().ExpectPresentMember(StateKeys.PromotionsReleasing, id.Value).IndexAdd(StateKeys.PromotionsReleasing, id.Value, last.Score + 1);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            outcome.OrThrow();
        }
    }

    /// <summary>How many promotions have the status.</summary>
    public Task<long> CountAsync(PromotionStatus status, CancellationToken cancellationToken) => store.CountAsync(StateKeys.PromotionsWith(status), cancellationToken);

    /// <summary>Promotions by the time they were started; scores of <paramref name="range"/> are Unix milliseconds. One that another version wrote is left out.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> ListByTimeAsync(IndexRange range, CancellationToken cancellationToken) =>
        (await ReadAsync(StateKeys.PromotionsByTime, range, cancellationToken)).Readable;

    /// <summary>Promotions of one status by the time they were started. One that another version wrote is left out.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> ListByStatusAsync(PromotionStatus status, IndexRange range, CancellationToken cancellationToken) =>
        (await ReadByStatusAsync(status, range, cancellationToken)).Readable;

    /// <summary>The same, with those apart that another version wrote.</summary>
    public Task<PromotionBatch> ReadByStatusAsync(PromotionStatus status, IndexRange range, CancellationToken cancellationToken) =>
        ReadAsync(StateKeys.PromotionsWith(status), range, cancellationToken);

    /// <summary>Promotions out of one development account by the time they were started.</summary>
    /// <exception cref="StateLayoutException">One of them was written by another version.</exception>
    public async Task<IReadOnlyList<StoredPromotion>> ListByDevAccountAsync(AccountId devAccount, IndexRange range, CancellationToken cancellationToken) =>
        (await ReadAsync(StateKeys.PromotionsOf(devAccount), range, cancellationToken)).OrThrow();

    /// <summary>Up to <paramref name="take"/> promotions that ended at or before <paramref name="endedUntil"/> and whose branch is known to be gone, longest ended first. One that another version wrote stays.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> ListEndedAsync(DateTimeOffset endedUntil, int take, CancellationToken cancellationToken)
    {
        var found = new List<StoredPromotion>();
        for (var skip = 0; found.Count < take; skip += take)
        {
            var range = new IndexRange(Max: StateClock.Score(endedUntil), Skip: skip, Take: take);
            var page = await ReadAsync(StateKeys.PromotionsEnded, range, cancellationToken);
            found.AddRange(page.Readable.Where(stored => stored.Promotion.BranchId.Length == 0));
            if (page.Readable.Count + page.Unreadable.Count < take)
            {
                break;
            }
        }

        return [.. found.Take(take)];
    }

    /// <summary>
    /// Removes what <see cref="ListEndedAsync"/> lists, with the journals, and answers the IDs. Nothing else ever removes a promotion.
    /// </summary>
    public async Task<IReadOnlyList<PromotionId>> PurgeEndedAsync(DateTimeOffset endedUntil, int take, CancellationToken cancellationToken)
    {
        var purged = new List<PromotionId>();
        foreach (var stored in await ListEndedAsync(endedUntil, take, cancellationToken))
        {
            var promotion = stored.Promotion;
            var commit = new Commit()
                .Expect(StateKeys.Promotion(promotion.Id), stored.Version)
                .Delete(StateKeys.Promotion(promotion.Id))
                .DropList(StateKeys.Journal(promotion.Id))
                .IndexRemove(StateKeys.PromotionsEnded, promotion.Id.Value)
                .IndexRemove(StateKeys.PromotionsReleasing, promotion.Id.Value)
                .IndexRemove(StateKeys.PromotionsByTime, promotion.Id.Value)
                .IndexRemove(StateKeys.PromotionsOf(promotion.DevAccountId), promotion.Id.Value)
                .IndexRemove(StateKeys.PromotionsWith(promotion.Status), promotion.Id.Value);
            if ((await store.CommitAsync(commit, cancellationToken)).IsCommitted)
            {
                purged.Add(promotion.Id);
            }
        }

        return purged;
    }

    /// <summary>What a conflict on the promotion's record names.</summary>
    public static string KeyOf(PromotionId id) => StateKeys.Promotion(id);

    private async Task<PromotionBatch> ReadAsync(string index, IndexRange range, CancellationToken cancellationToken)
    {
        var entries = await store.RangeAsync(index, range, cancellationToken);
        return await ReadManyAsync([.. entries.Select(entry => new PromotionId(entry.Member))], cancellationToken);
    }
}
