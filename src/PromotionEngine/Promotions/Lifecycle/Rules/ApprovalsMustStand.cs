using Contract.Errors;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle.Rules;

/// <summary>No road leads to main without the approval of a peer and of an admin, two people who are no party.</summary>
internal static class ApprovalsMustStand
{
    /// <summary>Checks it.</summary>
    /// <exception cref="PromotionFailure">PROMOTION_NOT_COMPLETED.</exception>
    public static void Require(Promotion promotion)
    {
        if (promotion.Status != PromotionStatus.AdminApproved)
        {
            throw Missing(promotion, $"is {promotion.Status.Word()}. To production leads: deploy to test, submit for review, a peer's approval, an admin's approval");
        }

        if (promotion.PeerDecision is not { IsApproval: true } peer || promotion.AdminDecision is not { IsApproval: true } admin)
        {
            throw Missing(promotion, "has no recorded approval of a peer and of an admin. Withdraw it and submit it again");
        }

        if (peer.By.IsSamePersonAs(admin.By) || Parties.PartIn(promotion, peer.By) is not null || Parties.PartIn(promotion, admin.By) is not null)
        {
            throw Missing(promotion, "was not approved by two other people. Withdraw it and submit it again");
        }
    }

    private static PromotionFailure Missing(Promotion promotion, string what) => new(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} {what}.");
}
