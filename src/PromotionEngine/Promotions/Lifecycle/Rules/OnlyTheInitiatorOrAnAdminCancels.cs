using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A test deployment is cancelled by the initiator of the promotion or by an admin.</summary>
internal static class OnlyTheInitiatorOrAnAdminCancels
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">NOT_PROMOTION_INITIATOR.</exception>
    public static void Require(Promotion promotion, Caller caller)
    {
        if (caller.Tier < Tier.Admin && !promotion.InitiatedBy.IsSamePersonAs(caller.Person))
        {
            throw new PromotionFailure(ErrorCodes.NotPromotionInitiator, $"{caller.AuditName} did not start promotion {promotion.Id}. Ask {promotion.InitiatedBy.Label} or an admin to cancel its test deployment.");
        }
    }
}
