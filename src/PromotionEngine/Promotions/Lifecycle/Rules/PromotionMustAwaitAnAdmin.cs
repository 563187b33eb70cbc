using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>An admin decides once a peer approved; a yes may still become a no while main is untouched.</summary>
internal static class PromotionMustAwaitAnAdmin
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">ALREADY_REVIEWED or INVALID_REVIEW_STATE.</exception>
    public static void Require(Promotion promotion, bool isApproval)
    {
        switch (promotion.Status)
        {
            case PromotionStatus.PendingAdminReview:
                return;
            case PromotionStatus.AdminApproved when !isApproval:
                MainMustBeUntouched.Require(promotion, ErrorCodes.InvalidReviewState);
                return;
            case PromotionStatus.AdminApproved or PromotionStatus.AdminRejected or PromotionStatus.Deployed:
                throw new PromotionFailure(ErrorCodes.AlreadyReviewed, $"{promotion.AdminDecision?.By.Label ?? "An admin"} decided on promotion {promotion.Id} already; it is {promotion.Status.Word()}.");
            default:
                throw new PromotionFailure(ErrorCodes.InvalidReviewState, $"Promotion {promotion.Id} is {promotion.Status.Word()} and awaits no admin. A peer must have approved it first.");
        }
    }
}
