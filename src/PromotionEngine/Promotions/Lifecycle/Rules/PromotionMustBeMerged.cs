using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Only what main has is deployed.</summary>
internal static class PromotionMustBeMerged
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Merge is not { Progress: MergeProgress.Merged })
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} is not merged to main yet.");
        }
    }
}
