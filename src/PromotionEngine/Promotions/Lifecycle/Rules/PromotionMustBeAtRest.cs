using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>Only a promotion that nobody works on and nobody reviews is superseded.</summary>
internal static class PromotionMustBeAtRest
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (!promotion.IsAtRest)
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {promotion.Id} is {promotion.Status.Word()}{(promotion.HasRun ? ", is being worked on" : string.Empty)} and cannot be superseded.");
        }
    }
}
