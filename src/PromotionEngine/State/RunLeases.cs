using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>
/// Which engine owns which run. Owner and token stand in the promotion's record, where every commit is fenced by them; when a lease ends stands in an index,
/// so that renewing one does not change the record under the hands of the run.
/// </summary>
public sealed class RunLeases(IStateStore store, PromotionRecords records)
{
    /// <summary>Adds to the commit that creates or saves <paramref name="promotion"/> that <paramref name="owner"/> owns its run, and answers the promotion to save.</summary>
    public Promotion Begin(Commit commit, Promotion promotion, string owner, DateTimeOffset now, TimeSpan timeToLive)
    {
        var lease = new RunLease(owner, promotion.LeaseToken + 1, StateClock.Cut(now + timeToLive));
        commit.IndexAdd(StateKeys.Leases, promotion.Id.Value, StateClock.Score(lease.ExpiresAt));
        return promotion with { Lease = lease, LeaseToken = lease.Token };
    }

    /// <summary>Takes over a run whose lease has lapsed, or that has none. Null when there is no such promotion, nothing goes on with it, or somebody owns it.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<StoredPromotion?> TakeAsync(PromotionId promotion, string owner, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        await TakeAsync(promotion, await EndsAtAsync(promotion, cancellationToken), owner, timeToLive, cancellationToken);

    /// <summary>The same for whoever read before that the lease ends at <paramref name="endsAt"/>; null also when somebody had it since, who may have something under way.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<StoredPromotion?> TakeAsync(PromotionId promotion, DateTimeOffset? endsAt, string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var stored = await records.GetAsync(promotion, cancellationToken);
        if (stored is not { Promotion.HasRun: true })
        {
            return null;
        }

        // An owner that renews in between is found out by the score; one that saves in between, by the version.
        var lapsed = endsAt is { } end && end < now ? end : now;
        var commit = new Commit().ExpectScoreAtMost(StateKeys.Leases, promotion.Value, StateClock.Score(lapsed));
        var taken = Begin(commit, stored.Promotion, owner, now, timeToLive);
        records.Add(commit, taken, stored.Version);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        return outcome.Status == CommitStatus.Conflict ? null : new StoredPromotion(outcome.OrThrow().Version, taken);
    }

    /// <summary>Adds to a fenced commit that the lease holds until <paramref name="timeToLive"/> from <paramref name="now"/>.</summary>
    public void Renew(Commit commit, PromotionId promotion, long token, DateTimeOffset now, TimeSpan timeToLive) => commit
        .Fence(promotion, token)
        .ExpectPresentMember(StateKeys.Leases, promotion.Value)
        .IndexAdd(StateKeys.Leases, promotion.Value, StateClock.Score(now + timeToLive));

    /// <summary>Holds the lease for <paramref name="timeToLive"/> from now, and answers until when; null when it was lost.</summary>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<DateTimeOffset?> RenewAsync(PromotionId promotion, long token, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var commit = new Commit();
        Renew(commit, promotion, token, now, timeToLive);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status is CommitStatus.Fenced or CommitStatus.Conflict)
        {
            return null;
        }

        outcome.OrThrow();
        return StateClock.Cut(now + timeToLive);
    }

    /// <summary>
    /// Adds to the commit that saves <paramref name="promotion"/> that nobody owns its run any more, and answers the promotion to save:
    /// at the end of a run, or when an engine that stops hands it over.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="promotion">The promotion as its owner has it.</param>
    /// <param name="lapsedAt">For a run that goes on: since when its lease is listed as lapsed. Null when it has ended.</param>
    public Promotion End(Commit commit, Promotion promotion, DateTimeOffset? lapsedAt = null)
    {
        if (promotion.Lease is { } lease)
        {
            commit.Fence(promotion.Id, lease.Token);
        }

        if (lapsedAt is { } since)
        {
            commit.IndexAdd(StateKeys.Leases, promotion.Id.Value, StateClock.Score(since));
        }
        else
        {
            commit.IndexRemove(StateKeys.Leases, promotion.Id.Value);
        }

        return promotion with { Lease = null };
    }

    /// <summary>Gives up a run that goes on, so that another engine takes it over at once. False when the lease was lost already.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="token">Token of the lease.</param>
    /// <param name="mayTakeEffect">Whether something that the run sent may still take effect: who takes it over then waits for that, from now on.</param>
    /// <param name="cancellationToken">Ends the hand-over.</param>
    /// <exception cref="CommitRefusedException">The store refuses writes.</exception>
    public async Task<bool> HandOverAsync(PromotionId promotion, long token, bool mayTakeEffect, CancellationToken cancellationToken)
    {
        var lapsedAt = mayTakeEffect ? await store.NowAsync(cancellationToken) : DateTimeOffset.UnixEpoch;
        while (true)
        {
            var stored = await records.GetAsync(promotion, cancellationToken);
            if (stored?.Promotion.Lease?.Token != token)
            {
                return false;
            }

            var commit = new Commit();
            records.Add(commit, End(commit, stored!.Promotion, lapsedAt), stored.Version);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (outcome.Status is not (CommitStatus.Conflict or CommitStatus.Fenced))
            {
                return outcome.OrThrow().IsCommitted;
            }
        }
    }

    /// <summary>How many runs go on, lapsed ones included.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => store.CountAsync(StateKeys.Leases, cancellationToken);

    /// <summary>Runs whose lease has ended, by the store's clock, longest ended first.</summary>
    public Task<IReadOnlyList<PromotionId>> ListLapsedAsync(int take, CancellationToken cancellationToken) => ListLapsedAsync(0, take, cancellationToken);

    /// <summary>The same without the first <paramref name="skip"/>.</summary>
    public async Task<IReadOnlyList<PromotionId>> ListLapsedAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var entries = await store.RangeAsync(StateKeys.Leases, new IndexRange(Max: StateClock.Score(now), Skip: skip, Take: take), cancellationToken);
        return [.. entries.Select(entry => new PromotionId(entry.Member))];
    }

    /// <summary>When the run's lease ends; null when it has none.</summary>
    public async Task<DateTimeOffset?> EndsAtAsync(PromotionId promotion, CancellationToken cancellationToken) =>
        await store.ScoreAsync(StateKeys.Leases, promotion.Value, cancellationToken) is { } score ? DateTimeOffset.FromUnixTimeMilliseconds((long)score) : null;
}
