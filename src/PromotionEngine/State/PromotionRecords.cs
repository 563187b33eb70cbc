using System.Text.Json;
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
        return value is { } found ? Read(id, found) : null;
    }

    /// <summary>The promotions that the store holds of <paramref name="ids"/>, in that order, read in one round trip.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> GetManyAsync(IReadOnlyCollection<PromotionId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var values = await store.GetManyAsync([.. ids.Select(StateKeys.Promotion)], cancellationToken);
        return [.. ids.Zip(values).Where(pair => pair.Second is not null).Select(pair => Read(pair.First, pair.Second!.Value))];
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
    public Task<IReadOnlyList<StoredPromotion>> ListLiveAsync(CancellationToken cancellationToken) =>
        ListAsync(StateKeys.PromotionsLive, IndexRange.All, cancellationToken);

    /// <summary>Up to <paramref name="take"/> promotions with a release that has not ended, the longest at it first.</summary>
    public Task<IReadOnlyList<StoredPromotion>> ListReleasingAsync(int take, CancellationToken cancellationToken) =>
        ListAsync(StateKeys.PromotionsReleasing, new IndexRange(Take: take), cancellationToken);

    /// <summary>Promotions by the time they were started; scores of <paramref name="range"/> are Unix milliseconds.</summary>
    public Task<IReadOnlyList<StoredPromotion>> ListByTimeAsync(IndexRange range, CancellationToken cancellationToken) =>
        ListAsync(StateKeys.PromotionsByTime, range, cancellationToken);

    /// <summary>Promotions of one status by the time they were started.</summary>
    public Task<IReadOnlyList<StoredPromotion>> ListByStatusAsync(PromotionStatus status, IndexRange range, CancellationToken cancellationToken) =>
        ListAsync(StateKeys.PromotionsWith(status), range, cancellationToken);

    /// <summary>Promotions out of one development account by the time they were started.</summary>
    public Task<IReadOnlyList<StoredPromotion>> ListByDevAccountAsync(AccountId devAccount, IndexRange range, CancellationToken cancellationToken) =>
        ListAsync(StateKeys.PromotionsOf(devAccount), range, cancellationToken);

    /// <summary>Up to <paramref name="take"/> promotions that ended at or before <paramref name="endedUntil"/> and whose branch is known to be gone, longest ended first.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> ListEndedAsync(DateTimeOffset endedUntil, int take, CancellationToken cancellationToken)
    {
        var found = new List<StoredPromotion>();
        for (var skip = 0; found.Count < take; skip += take)
        {
            var range = new IndexRange(Max: StateClock.Score(endedUntil), Skip: skip, Take: take);
            var page = await ListAsync(StateKeys.PromotionsEnded, range, cancellationToken);
            found.AddRange(page.Where(stored => stored.Promotion.BranchId.Length == 0));
            if (page.Count < take)
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

    private async Task<IReadOnlyList<StoredPromotion>> ListAsync(string index, IndexRange range, CancellationToken cancellationToken)
    {
        var entries = await store.RangeAsync(index, range, cancellationToken);
        return await GetManyAsync([.. entries.Select(entry => new PromotionId(entry.Member))], cancellationToken);
    }

    private static StoredPromotion Read(PromotionId id, StateValue value)
    {
        var key = StateKeys.Promotion(id);
        var layout = LayoutOf(value.Value);
        if (layout != Layout)
        {
            throw new StateLayoutException($"The record {key} is in layout {layout?.ToString() ?? "unknown"}; this version reads layout {Layout}. Run the version that wrote it.");
        }

        return new StoredPromotion(value.Version, StateJson.Read<PromotionDocument>(key, value.Value).Promotion);
    }

    // Read on its own first: in another layout everything else may be different. Only the first field is looked at.
    private static int? LayoutOf(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json.Length > 64 ? json[..64] : json), isFinalBlock: false, default);
            return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("layout")
                && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var layout) ? layout : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
