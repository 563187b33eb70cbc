using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A promotion is merged once.</summary>
internal static class MainMustLackIt
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Merge is { Progress: MergeProgress.Merged })
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} is merged to main already.");
        }
    }
}
