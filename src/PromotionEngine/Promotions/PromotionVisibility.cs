using PromotionEngine.Accounts;

namespace PromotionEngine.Promotions;

/// <summary>Who may see which promotion.</summary>
public sealed class PromotionVisibility(AccessRules access)
{
    /// <summary>
    /// A test for the promotions that <paramref name="caller"/> may see: an admin all, a party their own, people with access to the development account,
    /// and every contributor what awaits a peer.
    /// </summary>
    public async Task<Func<Promotion, bool>> ForAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Tier == Tier.Admin)
        {
            return _ => true;
        }

        var accounts = (await access.AccountsOfAsync(caller, cancellationToken)).Select(account => account.Id).ToHashSet();
        return promotion => promotion.InitiatedBy.IsSamePersonAs(caller.Person)
            || accounts.Contains(promotion.DevAccountId)
            || (caller.Tier == Tier.Contributor && promotion.Status == PromotionStatus.PendingPeerReview);
    }
}
