using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A pack is assigned to what was packaged for test without one.</summary>
internal static class PromotionMustNeedAPack
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status != PromotionStatus.PendingPackAssignment)
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} is {promotion.Status.Word()}. Only one that is PENDING_PACK_ASSIGNMENT awaits a pack.");
        }
    }
}
