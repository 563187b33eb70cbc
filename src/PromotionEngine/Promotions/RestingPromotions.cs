using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Finds the promotion that a new one of the same root component takes over from.</summary>
public sealed class RestingPromotions(PromotionRecords records)
{
    /// <summary>
    /// The newest promotion of <paramref name="root"/> from <paramref name="account"/> that is at rest (completed or deployed to test, not in review);
    /// null when there is none.
    /// </summary>
    public async Task<Promotion?> FindAsync(AccountId account, ComponentId root, CancellationToken cancellationToken) =>
        (await FindStoredAsync(account, root, cancellationToken)).FirstOrDefault()?.Promotion;

    /// <summary>Every promotion at rest of <paramref name="root"/> from <paramref name="account"/>, newest first.</summary>
    public async Task<IReadOnlyList<StoredPromotion>> FindStoredAsync(AccountId account, ComponentId root, CancellationToken cancellationToken)
    {
        var live = await records.ListLiveAsync(cancellationToken);
        return
        [
            .. live
                .Where(stored => stored.Promotion.DevAccountId == account
                    && stored.Promotion.RootComponentId == root.Value
                    && !stored.Promotion.IsHotfix
                    && IsAtRest(stored.Promotion.Status))
                .OrderByDescending(stored => stored.Promotion.InitiatedAt),
        ];
    }

    /// <summary>Whether nobody is working on it and nobody is reviewing it.</summary>
    public static bool IsAtRest(PromotionStatus status) => status is PromotionStatus.Completed or PromotionStatus.TestDeployed
        or PromotionStatus.PendingPackAssignment or PromotionStatus.TestDeployFailed;
}
