using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A promotion is taken back by its initiator, and once it is submitted also by who submitted it.</summary>
internal static class OnlyItsPeopleWithdraw
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">NOT_PROMOTION_INITIATOR.</exception>
    public static void Require(Promotion promotion, Caller caller)
    {
        if (Parties.PartIn(promotion, caller.Person) is null)
        {
            throw new PromotionFailure(ErrorCodes.NotPromotionInitiator, $"{caller.AuditName} did not start promotion {promotion.Id}. Ask {Parties.NamesOf(promotion)} to withdraw it.");
        }
    }
}
