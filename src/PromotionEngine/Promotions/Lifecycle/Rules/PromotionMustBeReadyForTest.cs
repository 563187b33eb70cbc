using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What stands on its branch, and was not declared an emergency, may be deployed to test.</summary>
internal static class PromotionMustBeReadyForTest
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status is not (PromotionStatus.Completed or PromotionStatus.TestDeployFailed))
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} is {promotion.Status.Word()}. Only a COMPLETED promotion, or one whose deployment to test failed, can be deployed to test.");
        }

        if (promotion.IsHotfix)
        {
            throw new PromotionFailure(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} was declared an emergency and takes a reserved branch. Submit it for review as a hotfix, or withdraw it and promote without isHotfix.");
        }
    }
}
