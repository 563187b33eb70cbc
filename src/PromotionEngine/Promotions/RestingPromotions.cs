using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Finds the promotion that a new one of the same root component takes over from.</summary>
public sealed class RestingPromotions(PromotionRecords records)
{
    /// <summary>
    /// The newest promotion of <paramref name="root"/> from <paramref name="account"/> that is at rest (completed or deployed to test, not in review) and
    /// still has its branch; null when there is none.
    /// </summary>
    public async Task<Promotion?> FindAsync(AccountId account, ComponentId root, CancellationToken cancellationToken) =>
        (await FindStoredAsync(account, root, cancellationToken)).FirstOrDefault(stored => stored.Promotion.HoldsItsBranch)?.Promotion;

    /// <summary>
    /// Every promotion at rest of <paramref name="root"/> from <paramref name="account"/>, newest first. A tested one of which a live production promotion
    /// was made is not among them: it is in review with that one.
    /// </summary>
    public async Task<IReadOnlyList<StoredPromotion>> FindStoredAsync(AccountId account, ComponentId root, CancellationToken cancellationToken)
    {
        var resting = (await records.ListLiveAsync(account, cancellationToken))
            .Where(stored => stored.Promotion.RootComponentId == root.Value
                && !stored.Promotion.IsHotfix
                && stored.Promotion.IsAtRest)
            .OrderByDescending(stored => stored.Promotion.InitiatedAt)
            .ToList();
        // Read after them: a production promotion is made in the commit that its tested one was read from, or it is not there yet.
        var made = await records.GetManyAsync([.. resting.Select(stored => stored.Promotion.BranchPassedTo).OfType<PromotionId>()], cancellationToken);
        var inReview = made.Where(stored => !stored.Promotion.Status.IsTerminal()).Select(stored => stored.Promotion.Id).ToHashSet();
        return [.. resting.Where(stored => stored.Promotion.BranchPassedTo is not { } production || !inReview.Contains(production))];
    }
}
