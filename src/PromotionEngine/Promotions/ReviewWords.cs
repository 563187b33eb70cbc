namespace PromotionEngine.Promotions;

/// <summary>The words for what became of the two reviews, on the wire and in DataHub.</summary>
public static class ReviewWords
{
    /// <summary>A peer said yes.</summary>
    public const string PeerApproved = "PEER_APPROVED";

    /// <summary><c>PENDING_PEER_REVIEW</c>, <c>PEER_APPROVED</c> or <c>PEER_REJECTED</c>; empty for what was never submitted.</summary>
    public static string PeerReviewStatus(this Promotion promotion) => promotion.PeerDecision switch
    {
        { IsApproval: true } => PeerApproved,
        { IsApproval: false } => PromotionStatus.PeerRejected.Word(),
        null => promotion.Status == PromotionStatus.PendingPeerReview ? promotion.Status.Word() : string.Empty,
    };

    /// <summary><c>PENDING_ADMIN_REVIEW</c>, <c>ADMIN_APPROVED</c> or <c>ADMIN_REJECTED</c>; empty before a peer approved.</summary>
    public static string AdminReviewStatus(this Promotion promotion) => promotion.AdminDecision switch
    {
        { IsApproval: true } => PromotionStatus.AdminApproved.Word(),
        { IsApproval: false } => PromotionStatus.AdminRejected.Word(),
        null => promotion.Status == PromotionStatus.PendingAdminReview ? promotion.Status.Word() : string.Empty,
    };
}
