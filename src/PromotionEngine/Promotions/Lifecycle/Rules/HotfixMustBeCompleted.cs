using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Only what stands on its branch and was not tested goes to production as an emergency.</summary>
internal static class HotfixMustBeCompleted
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status != PromotionStatus.Completed)
        {
            throw new PromotionFailure(
                ErrorCodes.InvalidPromotionStatus,
                promotion.Status == PromotionStatus.TestDeployed
                    ? $"Promotion {promotion.Id} is TEST_DEPLOYED. What was tested is no hotfix: submit it without isHotfix."
                    : $"Promotion {promotion.Id} is {promotion.Status.Word()}. Only a COMPLETED promotion can be submitted as a hotfix.");
        }
    }
}
