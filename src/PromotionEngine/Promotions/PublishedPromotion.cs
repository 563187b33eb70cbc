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

        var promotion = new Promotion
        {
            Id = log.Id,
            DevAccountId = new AccountId(log.DevAccountId),
            ProdAccountId = new AccountId(log.Text("prodAccountId")),
            DevPackageId = log.Text("devPackageId"),
            RootComponentId = string.Empty,
            ProcessName = log.ProcessName,
            InitiatedBy = new Person(string.Empty, Person.NormalizeEmail(log.InitiatedBy), string.Empty),
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
        };
        return new PublishedPromotion(promotion, ToRecord(promotion, log));
    }

    private static PromotionRecord ToRecord(Promotion promotion, PromotionLogRecord log)
    {
        var record = promotion.ToRecord();
        record.InitiatedAt = WireInstant.Format(log.InitiatedAt);
        record.InitiatedBy = log.InitiatedBy;
        record.ProdPackageId = log.Text("prodPackageId");
        record.ComponentsTotal = log.Number("componentsTotal");
        record.ComponentsCreated = log.Number("componentsCreated");
        record.ComponentsUpdated = log.Number("componentsUpdated");
        record.ComponentsFailed = log.Number("componentsFailed");
        record.ResultDetail = log.Text("resultDetail");
        record.HotfixJustification = log.Text("hotfixJustification");
        record.TestPromotionId = log.Text("testPromotionId");
        record.TestDeployedAt = WireInstant.Format(log.Instant("testDeployedAt"));
        record.TestIntegrationPackId = log.Text("testIntegrationPackId");
        record.TestIntegrationPackName = log.Text("testIntegrationPackName");
        record.IntegrationPackId = log.Text("integrationPackId");
        record.IntegrationPackName = log.Text("integrationPackName");
        record.PeerReviewStatus = log.Text("peerReviewStatus");
        record.PeerReviewedBy = log.Text("peerReviewedBy");
        record.PeerReviewedAt = WireInstant.Format(log.Instant("peerReviewedAt"));
        record.PeerReviewComments = log.Text("peerReviewComments");
        record.AdminReviewStatus = log.Text("adminReviewStatus");
        record.AdminApprovedBy = log.Text("adminApprovedBy");
        record.AdminApprovedAt = WireInstant.Format(log.Instant("adminApprovedAt"));
        record.AdminComments = log.Text("adminComments");
        record.Notes = log.Text("deploymentNotes");
        record.PromotedFromTestBy = log.Text("promotedFromTestBy");
        record.ReleaseId = log.Text("releaseId");
        record.TestReleaseId = log.Text("testReleaseId");
        return record;
    }
}
