using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>A peer decides once, while the promotion awaits it.</summary>
internal static class PromotionMustAwaitAPeer
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">ALREADY_REVIEWED or INVALID_REVIEW_STATE.</exception>
    public static void Require(Promotion promotion)
    {
        switch (promotion.Status)
        {
            case PromotionStatus.PendingPeerReview:
                return;
            case PromotionStatus.PendingAdminReview or PromotionStatus.PeerRejected or PromotionStatus.AdminApproved or PromotionStatus.AdminRejected or PromotionStatus.Deployed:
                throw new PromotionFailure(ErrorCodes.AlreadyReviewed, $"{promotion.PeerDecision?.By.Label ?? "Somebody"} reviewed promotion {promotion.Id} already; it is {promotion.Status.Word()}.");
            default:
                throw new PromotionFailure(ErrorCodes.InvalidReviewState, $"Promotion {promotion.Id} is {promotion.Status.Word()} and awaits no peer's review. Only one that was submitted for review can be reviewed.");
        }
    }
}
