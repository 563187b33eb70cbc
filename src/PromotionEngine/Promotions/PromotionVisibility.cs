using PromotionEngine.Accounts;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Who may see which promotion.</summary>
public sealed class PromotionVisibility(AccessRules access, PromotionRecords records)
{
    /// <summary>The promotion, for somebody who may see it.</summary>
    /// <exception cref="Failures.PromotionFailure">PROMOTION_NOT_FOUND when there is none, or <paramref name="caller"/> may not see it: both look alike.</exception>
    public async Task<Promotion> GetAsync(Caller caller, PromotionId id, CancellationToken cancellationToken)
    {
        var promotion = (await records.GetAsync(id, cancellationToken))?.Promotion;
        return promotion is not null && (await ForAsync(caller, cancellationToken))(promotion) ? promotion : throw PromotionTransitions.NotFound(id);
    }

    /// <summary>
    /// A test for the promotions that <paramref name="caller"/> may see: an admin all, a party and who reviewed it their own, people with access to the development account,
    /// and every contributor what awaits a peer. What comes through a connector that is kept to some accounts sees nothing of the others.
    /// </summary>
    public async Task<Func<Promotion, bool>> ForAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller is { Tier: Tier.Admin, IsLimited: false })
        {
            return _ => true;
        }

        var accounts = (await access.AccountsOfAsync(caller, cancellationToken)).Select(account => account.Id).ToHashSet();
        return promotion => caller.Reaches(promotion.DevAccountId) && MaySee(promotion, caller, accounts);
    }

    private static bool MaySee(Promotion promotion, Caller caller, HashSet<AccountId> accounts) =>
        caller.Tier == Tier.Admin
            || Parties.PartIn(promotion, caller.Person) is not null
            || (promotion.PeerDecision is { } decision && decision.By.IsSamePersonAs(caller.Person))
            || accounts.Contains(promotion.DevAccountId)
            || (caller.Tier == Tier.Contributor && promotion.Status == PromotionStatus.PendingPeerReview);
}
