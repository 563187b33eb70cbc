using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What waits for a person may expire; what works, is being merged or has ended does not.</summary>
internal static class PromotionMustBeAbleToExpire
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status.IsTerminal() || promotion.HasRun)
        {
            throw new PromotionFailure(ErrorCodes.InvalidPromotionStatus, $"Promotion {promotion.Id} is {promotion.Status.Word()} and does not expire.");
        }

        MainMustBeUntouched.Require(promotion, ErrorCodes.InvalidPromotionStatus);
    }
}
