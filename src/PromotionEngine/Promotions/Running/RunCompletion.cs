using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Ends a run that succeeded: results, claim, lease and the end of what it supersedes in one commit. The superseded branch is deleted afterwards.
/// </summary>
internal sealed class RunCompletion(
    RunRecords records, PromotionTransitions transitions, RestingPromotions resting, RunClaims claims, RunLeases leases, BranchRemoval branches, TimeProvider time)
{
    /// <summary>Commits the promotion as COMPLETED.</summary>
    internal async Task CompleteAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var ended = await SupersededAsync(run, cancellationToken);
        while (!await TryCompleteAsync(run, ended, cancellationToken))
        {
            // Somebody moved a superseded promotion on in the meantime: look again which are still at rest.
            ended = await SupersededAsync(run, cancellationToken);
        }

        foreach (var promotion in ended.Select(stored => stored.Promotion).Where(promotion => promotion.HoldsItsBranch))
        {
            await branches.RemoveAsync(run.Platform, promotion, cancellationToken);
        }
    }

    private async Task<bool> TryCompleteAsync(PromotionRun run, IReadOnlyList<StoredPromotion> ended, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEvent>();
        var isCommitted = await records.CommitAsync(
            run,
            (commit, promotion) =>
            {
                if (promotion.WithdrawalRequested)
                {
                    // Asked for since the last step: nothing is superseded by a promotion that ends here.
                    throw PromotionRunner.Withdrawn();
                }

                var now = time.GetUtcNow();
                claims.Release(commit, promotion.DevAccountId, promotion.Id);
                entries.Clear();
                entries.AddRange(ended.Select(stored => Supersede(commit, stored, promotion, now)));
                return leases.End(commit, PromotionLifecycle.Complete(promotion, InOrder(run), now)) with { CallsMade = run.Calls.Calls };
            },
            publish: true,
            cancellationToken);
        foreach (var entry in isCommitted ? entries : [])
        {
            transitions.Announce(entry);
        }

        return isCommitted;
    }

    // Of one whose branch went to production long ago nobody needs to be told.
    private AuditEvent Supersede(Commit commit, StoredPromotion older, Promotion newer, DateTimeOffset now) => transitions.Add(
        commit,
        older,
        PromotionLifecycle.Supersede(older.Promotion, production: null, newer.Id, now),
        Actor.OfRun(newer),
        "supersede",
        older.Promotion.HoldsItsBranch ? MailEvent.Superseded : null);

    // A hotfix supersedes nothing; everything else of the same root that is at rest ends when the new one stands.
    private async Task<IReadOnlyList<StoredPromotion>> SupersededAsync(PromotionRun run, CancellationToken cancellationToken) => run.Promotion.IsHotfix
        ? []
        : [.. (await resting.FindStoredAsync(run.Promotion.DevAccountId, run.Plan.Tree.Root, cancellationToken)).Where(stored => stored.Promotion.Id != run.Promotion.Id)];

    /// <summary>The results in the order of the tree; a run that is only undone may have results without a tree.</summary>
    internal static IReadOnlyList<ComponentResult> InOrder(PromotionRun run)
    {
        var planned = run.Plan.Promoted.Where(node => run.Results.ContainsKey(node.Id)).Select(node => run.Results[node.Id]).ToList();
        return [.. planned, .. run.Results.Values.Except(planned).OrderBy(result => result.Name, StringComparer.Ordinal)];
    }
}
