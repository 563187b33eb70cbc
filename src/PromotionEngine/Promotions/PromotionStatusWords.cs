namespace PromotionEngine.Promotions;

/// <summary>The words for a promotion's status on the wire, in DataHub and on pages.</summary>
public static class PromotionStatusWords
{
    private static readonly Dictionary<PromotionStatus, string> Words = new()
    {
        [PromotionStatus.InProgress] = "IN_PROGRESS",
        [PromotionStatus.Completed] = "COMPLETED",
        [PromotionStatus.Failed] = "FAILED",
        [PromotionStatus.TestDeploying] = "TEST_DEPLOYING",
        [PromotionStatus.TestDeployed] = "TEST_DEPLOYED",
        [PromotionStatus.TestDeployFailed] = "TEST_DEPLOY_FAILED",
        [PromotionStatus.PendingPackAssignment] = "PENDING_PACK_ASSIGNMENT",
        [PromotionStatus.TestCancelled] = "TEST_CANCELLED",
        [PromotionStatus.PendingPeerReview] = "PENDING_PEER_REVIEW",
        [PromotionStatus.PeerRejected] = "PEER_REJECTED",
        [PromotionStatus.PendingAdminReview] = "PENDING_ADMIN_REVIEW",
        [PromotionStatus.AdminApproved] = "ADMIN_APPROVED",
        [PromotionStatus.AdminRejected] = "ADMIN_REJECTED",
        [PromotionStatus.Deployed] = "DEPLOYED",
        [PromotionStatus.Withdrawn] = "WITHDRAWN",
    };

    private static readonly Dictionary<string, PromotionStatus> Statuses = Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The word for <paramref name="status"/>, for example <c>PENDING_PEER_REVIEW</c>.</summary>
    public static string Word(this PromotionStatus status) => Words[status];

    /// <summary>The status that <paramref name="word"/> stands for, or null when it is none.</summary>
    public static PromotionStatus? Parse(string word) => Statuses.TryGetValue(word, out var status) ? status : null;

    /// <summary>Whether nothing happens to the promotion any more; every other promotion is live and holds a branch slot.</summary>
    public static bool IsTerminal(this PromotionStatus status) => status is PromotionStatus.Failed or PromotionStatus.Withdrawn
        or PromotionStatus.TestCancelled or PromotionStatus.PeerRejected or PromotionStatus.AdminRejected or PromotionStatus.Deployed;

    /// <summary>Whether it was deployed to test, or that was tried, and nothing works on it.</summary>
    public static bool IsInTest(this PromotionStatus status) =>
        status is PromotionStatus.TestDeployed or PromotionStatus.PendingPackAssignment or PromotionStatus.TestDeployFailed;

    /// <summary>Whether nobody reviews it; <see cref="Promotion.IsAtRest"/> also knows whether something works on it.</summary>
    public static bool IsAtRest(this PromotionStatus status) => status == PromotionStatus.Completed || status.IsInTest();
}
