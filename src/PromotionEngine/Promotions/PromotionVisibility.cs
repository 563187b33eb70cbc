using PromotionEngine.Accounts;

namespace PromotionEngine.Promotions;

/// <summary>Who may see which promotion.</summary>
public sealed class PromotionVisibility(AccessRules access)
{
    /// <summary>
    /// A test for the promotions that <paramref name="caller"/> may see: an admin all, a party their own, people with access to the development account,
    /// and every contributor what awaits a peer. What comes through a connector that is kept to some accounts sees nothing of the others.
    /// </summary>
    public async Task<Func<Promotion, bool>> ForAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller is { Tier: Tier.Admin, IsLimited: false })
        {
            return _ => true;
        }

        var accounts = (await access.AccountsOfAsync(caller, cancellationToken)).Select(account => account.Id).ToHashSet();
        return promotion => (!caller.IsLimited || caller.ConnectorAccounts.Contains(promotion.DevAccountId.Value, StringComparer.Ordinal))
            && MaySee(promotion, caller, accounts);
    }

    private static bool MaySee(Promotion promotion, Caller caller, HashSet<AccountId> accounts) =>
        caller.Tier == Tier.Admin
            || promotion.InitiatedBy.IsSamePersonAs(caller.Person)
            || accounts.Contains(promotion.DevAccountId)
            || (caller.Tier == Tier.Contributor && promotion.Status == PromotionStatus.PendingPeerReview);
}
