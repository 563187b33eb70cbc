using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>A promotion of which only DataHub's record is left, or that another system wrote.</summary>
/// <param name="Promotion">What queries filter by.</param>
/// <param name="Record">The record as <c>queryStatus</c> lists it.</param>
internal sealed record PublishedPromotion(Promotion Promotion, PromotionRecord Record)
{
    /// <summary>Reads <paramref name="log"/>; null when its status is no status of ours.</summary>
    public static PublishedPromotion? Read(PromotionLogRecord log)
    {
        if (log.Status is not { } status)
        {
            return null;
        }

        var initiator = Someone(log.InitiatedBy) ?? new Person(string.Empty, string.Empty, string.Empty);
        var promotion = new Promotion
        {
            Id = log.Id,
            DevAccountId = new AccountId(log.DevAccountId),
            ProdAccountId = new AccountId(log.Text("prodAccountId")),
            DevPackageId = log.Text("devPackageId"),
            RootComponentId = string.Empty,
            ProcessName = log.ProcessName,
            InitiatedBy = initiator,
            InitiatedAt = log.InitiatedAt ?? DateTimeOffset.UnixEpoch,
            UpdatedAt = log.InitiatedAt ?? DateTimeOffset.UnixEpoch,
            Status = status,
            BranchId = log.BranchId,
            BranchName = log.BranchName,
            IsHotfix = log.IsHotfix,
            ErrorMessage = log.Text("errorMessage"),
            TargetEnvironment = log.Text("targetEnvironment"),
            PackageVersion = log.Text("packageVersion"),
            WithdrawnAt = log.Instant("withdrawnAt"),
            WithdrawalReason = log.Text("withdrawalReason"),
            Results = ResultDetail.Read(log.Text("resultDetail")),
            ProdPackageId = log.Text("prodPackageId"),
            DeploymentNotes = log.Text("deploymentNotes"),
            Submission = SubmissionOf(log, status, initiator),
            PeerDecision = Decision(log, "peerReviewedBy", "peerReviewedAt", log.Text("peerReviewStatus") == ReviewWords.PeerApproved, "peerReviewComments"),
            AdminDecision = Decision(log, "adminApprovedBy", "adminApprovedAt", log.Text("adminReviewStatus") == PromotionStatus.AdminApproved.Word(), "adminComments"),
            TestPromotionId = log.Text("testPromotionId") is { Length: > 0 } tested ? new PromotionId(tested) : null,
            TestDeployedAt = log.Instant("testDeployedAt"),
            TestRelease = Release(log, "testIntegrationPackId", "testIntegrationPackName", "testReleaseId"),
            ProductionRelease = Release(log, "integrationPackId", "integrationPackName", "releaseId"),
        };
        return new PublishedPromotion(promotion, ToRecord(promotion, log));
    }

    // What another system wrote is listed as it stands, whatever we would make of it.
    private static PromotionRecord ToRecord(Promotion promotion, PromotionLogRecord log)
    {
        var record = promotion.ToRecord();
        record.InitiatedAt = WireInstant.Format(log.InitiatedAt);
        record.InitiatedBy = log.InitiatedBy;
        record.ComponentsTotal = log.Number("componentsTotal");
        record.ComponentsCreated = log.Number("componentsCreated");
        record.ComponentsUpdated = log.Number("componentsUpdated");
        record.ComponentsFailed = log.Number("componentsFailed");
        record.ResultDetail = log.Text("resultDetail");
        record.HotfixJustification = log.Text("hotfixJustification");
        record.PeerReviewStatus = log.Text("peerReviewStatus");
        record.PeerReviewedBy = log.Text("peerReviewedBy");
        record.AdminReviewStatus = log.Text("adminReviewStatus");
        record.AdminApprovedBy = log.Text("adminApprovedBy");
        record.PromotedFromTestBy = log.Text("promotedFromTestBy");
        return record;
    }

    private static Submission? SubmissionOf(PromotionLogRecord log, PromotionStatus status, Person initiator)
    {
        var by = Someone(log.Text("promotedFromTestBy"));
        return by is null && status is not (PromotionStatus.PendingPeerReview or PromotionStatus.PendingAdminReview or PromotionStatus.AdminApproved)
            ? null
            : new Submission(by ?? initiator, log.InitiatedAt ?? DateTimeOffset.UnixEpoch)
            {
                HotfixJustification = log.Text("hotfixJustification"),
                WishedPackId = log.Text("wishedPackId"),
            };
    }

    private static ReviewDecision? Decision(PromotionLogRecord log, string by, string at, bool isApproval, string comments) =>
        Someone(log.Text(by)) is { } person ? new ReviewDecision(person, log.Instant(at) ?? DateTimeOffset.UnixEpoch, isApproval, log.Text(comments)) : null;

    private static PackRelease? Release(PromotionLogRecord log, string id, string name, string release) =>
        log.Text(id).Length + log.Text(name).Length + log.Text(release).Length == 0 ? null : new PackRelease(log.Text(id), log.Text(name)) { ReleaseId = log.Text(release) };

    // A person is published by e-mail, or by subject when there is none.
    private static Person? Someone(string label) => label.Length == 0
        ? null
        : label.Contains('@', StringComparison.Ordinal) ? new Person(string.Empty, Person.NormalizeEmail(label), string.Empty) : new Person(label, string.Empty, string.Empty);
}
