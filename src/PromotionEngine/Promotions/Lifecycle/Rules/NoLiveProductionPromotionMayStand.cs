using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A tested promotion is not ended while a production promotion made from it is live.</summary>
internal static class NoLiveProductionPromotionMayStand
{
    /// <summary>Checks it.</summary>
    /// <param name="promotion">The tested promotion.</param>
    /// <param name="production">The production promotion that was made from it; null when there is none.</param>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion, Promotion? production)
    {
        if (production is { } made && !made.Status.IsTerminal())
        {
            throw new PromotionFailure(
                ErrorCodes.InvalidPromotionStatus,
                $"Promotion {promotion.Id} was submitted for production as {made.Id}, which is {made.Status.Word()}. Withdraw that one first.");
        }
    }
}
