using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A run that was declared an emergency took a reserved branch and is submitted as a hotfix.</summary>
internal static class EmergencyMustBeSubmittedAsOne
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.IsHotfix)
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {promotion.Id} was declared an emergency when it was made. Submit it with isHotfix, or withdraw it and promote again.");
        }
    }
}
