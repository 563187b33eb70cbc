using System.Globalization;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>What of a promotion's working copy is published in its PromotionLog record.</summary>
public static class PromotionLogFields
{
    /// <summary>
    /// The fields of <paramref name="promotion"/>. What the working copy holds but is empty is an empty value, which clears the field; what it does not hold
    /// is absent, which keeps the field.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(Promotion promotion) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["promotionId"] = promotion.Id.Value,
        ["devAccountId"] = promotion.DevAccountId.Value,
        ["prodAccountId"] = promotion.ProdAccountId.Value,
        ["devPackageId"] = promotion.DevPackageId,
        ["initiatedBy"] = promotion.InitiatedBy.Label,
        ["initiatedAt"] = GoldenRecordWriter.Instant(promotion.InitiatedAt),
        ["status"] = promotion.Status.Word(),
        ["targetEnvironment"] = promotion.TargetEnvironment,
        ["componentsTotal"] = Number(promotion.ComponentsTotal),
        ["componentsCreated"] = Number(Count(promotion, ComponentResult.Created)),
        ["componentsUpdated"] = Number(Count(promotion, ComponentResult.Updated)),
        ["componentsFailed"] = Number(Count(promotion, ComponentResult.Failed)),
        ["errorMessage"] = promotion.ErrorMessage,
        ["resultDetail"] = promotion.Results.Count == 0 ? string.Empty : ResultDetail.Fitting(promotion.Results, GoldenRecordModels.PromotionLog.Field("resultDetail").MaxLength),
        ["branchId"] = promotion.BranchId,
        ["branchName"] = promotion.BranchName,
        ["processName"] = promotion.ProcessName,
        ["isHotfix"] = promotion.IsHotfix ? "true" : "false",
        ["packageVersion"] = promotion.PackageVersion,
        ["withdrawnAt"] = Instant(promotion.WithdrawnAt),
        ["withdrawalReason"] = promotion.WithdrawalReason,
        ["deploymentNotes"] = promotion.DeploymentNotes,
        ["hotfixJustification"] = promotion.Submission?.HotfixJustification ?? string.Empty,
        ["wishedPackId"] = promotion.Submission?.WishedPackId ?? string.Empty,
        ["promotedFromTestBy"] = promotion.Submission?.By.Label ?? string.Empty,
        ["peerReviewStatus"] = promotion.PeerReviewStatus(),
        ["peerReviewedBy"] = promotion.PeerDecision?.By.Label ?? string.Empty,
        ["peerReviewedAt"] = Instant(promotion.PeerDecision?.At),
        ["peerReviewComments"] = promotion.PeerDecision?.Comments ?? string.Empty,
        ["adminReviewStatus"] = promotion.AdminReviewStatus(),
        ["adminApprovedBy"] = promotion.AdminDecision?.By.Label ?? string.Empty,
        ["adminApprovedAt"] = Instant(promotion.AdminDecision?.At),
        ["adminComments"] = promotion.AdminDecision?.Comments ?? string.Empty,
        ["testPromotionId"] = promotion.TestPromotionId?.Value ?? string.Empty,
        ["testDeployedAt"] = Instant(promotion.TestDeployedAt),
        ["testIntegrationPackId"] = promotion.TestRelease?.PackId ?? string.Empty,
        ["testIntegrationPackName"] = promotion.TestRelease?.PackName ?? string.Empty,
        ["testReleaseId"] = promotion.TestRelease?.ReleaseId ?? string.Empty,
        ["integrationPackId"] = promotion.ProductionRelease?.PackId ?? string.Empty,
        ["integrationPackName"] = promotion.ProductionRelease?.PackName ?? string.Empty,
        ["releaseId"] = promotion.ProductionRelease?.ReleaseId ?? string.Empty,
        ["prodPackageId"] = promotion.ProdPackageId,
    };

    private static string Instant(DateTimeOffset? instant) => instant is { } at ? GoldenRecordWriter.Instant(at) : string.Empty;

    private static int Count(Promotion promotion, string action) => promotion.Results.Count(result => string.Equals(result.Action, action, StringComparison.Ordinal));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
