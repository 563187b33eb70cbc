using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A test deployment is cancelled while it rests and no production promotion made from it is live.</summary>
internal static class TestDeploymentMustBeCancellable
{
    /// <summary>Checks it.</summary>
    /// <param name="promotion">The tested promotion.</param>
    /// <param name="production">The production promotion that was made from it; null when there is none.</param>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion, Promotion? production)
    {
        if (promotion.Status is not (PromotionStatus.TestDeployed or PromotionStatus.PendingPackAssignment or PromotionStatus.TestDeployFailed))
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Cannot cancel promotion with status {promotion.Status.Word()}; expected TEST_DEPLOYED");
        }

        if (promotion.HasRun)
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {promotion.Id} is being deployed. Cancel its test deployment when that has ended.");
        }

        NoLiveProductionPromotionMayStand.Require(promotion, production);
    }
}
