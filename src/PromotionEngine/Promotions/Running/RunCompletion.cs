using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Ends a run that succeeded: results, claim, lease and the end of what it supersedes in one commit. The superseded branch is deleted afterwards.
/// </summary>
public sealed class RunCompletion(
    RunRecords records, PromotionRecords promotions, RestingPromotions resting, RunClaims claims, RunLeases leases, PromotionLogOutbox log, BranchRemoval branches, TimeProvider time)
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

        foreach (var promotion in ended.Select(stored => stored.Promotion))
        {
            await branches.RemoveAsync(run.Platform, promotion, cancellationToken);
        }
    }

    private Task<bool> TryCompleteAsync(PromotionRun run, IReadOnlyList<StoredPromotion> ended, CancellationToken cancellationToken) => records.CommitAsync(
        run,
        (commit, promotion) =>
        {
            claims.Release(commit, promotion.DevAccountId, promotion.Id);
            foreach (var stored in ended)
            {
                var superseded = Superseded(stored.Promotion, promotion.Id);
                promotions.Add(commit, superseded, stored.Version);
                log.Enqueue(commit, superseded);
            }

            return leases.End(commit, promotion) with
            {
                Status = PromotionStatus.Completed,
                Step = "Completed",
                Results = InOrder(run),
                CallsMade = run.Calls.Calls,
            };
        },
        publish: true,
        cancellationToken);

    // A hotfix supersedes nothing; everything else of the same root that is at rest ends when the new one stands.
    private async Task<IReadOnlyList<StoredPromotion>> SupersededAsync(PromotionRun run, CancellationToken cancellationToken) => run.Promotion.IsHotfix
        ? []
        : [.. (await resting.FindStoredAsync(run.Promotion.DevAccountId, run.Plan.Tree.Root, cancellationToken)).Where(stored => stored.Promotion.Id != run.Promotion.Id)];

    private Promotion Superseded(Promotion promotion, PromotionId by) => promotion with
    {
        Status = promotion.Status == PromotionStatus.Completed ? PromotionStatus.Withdrawn : PromotionStatus.TestCancelled,
        WithdrawnAt = time.GetUtcNow(),
        WithdrawalReason = $"superseded by {by}",
        UpdatedAt = time.GetUtcNow(),
    };

    /// <summary>The results in the order of the tree; a run that is only undone may have results without a tree.</summary>
    internal static IReadOnlyList<ComponentResult> InOrder(PromotionRun run)
    {
        var planned = run.Plan.Promoted.Where(node => run.Results.ContainsKey(node.Id)).Select(node => run.Results[node.Id]).ToList();
        return [.. planned, .. run.Results.Values.Except(planned).OrderBy(result => result.Name, StringComparer.Ordinal)];
    }
}
