using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>What runs, is completed or in review can be taken back; what ended or is in test cannot.</summary>
internal static class PromotionMustBeWithdrawable
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status is not (PromotionStatus.Completed or PromotionStatus.PendingPeerReview or PromotionStatus.PendingAdminReview or PromotionStatus.AdminApproved))
        {
            throw new PromotionFailure(
                ErrorCodes.InvalidPromotionStatus,
                $"Promotion {promotion.Id} is {promotion.Status.Word()}. Only a promotion that is running, completed or in review can be withdrawn{(promotion.Status.IsInTest() ? "; cancel its test deployment instead" : string.Empty)}.");
        }

        MainMustBeUntouched.Require(promotion, ErrorCodes.InvalidPromotionStatus);
    }
}
