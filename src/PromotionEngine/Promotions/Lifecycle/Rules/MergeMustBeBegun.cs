using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A merge ends only after it was noted that it begins: what nobody noted nobody checked.</summary>
internal static class MergeMustBeBegun
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (!promotion.IsMergeBegun)
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"No merge of promotion {promotion.Id} has begun.");
        }
    }
}
