using PromotionService.V1;

namespace PromotionEngine.Promotions;

/// <summary>Promotions as the contract writes them.</summary>
internal static class PromotionMessages
{
    /// <summary>A component's result as <c>promotionResults</c> has it.</summary>
    public static PromotionResult ToMessage(this ComponentResult result) => new()
    {
        DevComponentId = result.DevComponentId,
        ProdComponentId = result.ProdComponentId,
        ComponentName = result.Name,
        ComponentType = result.Type,
        Action = result.Action,
        Version = result.Version,
        ErrorMessage = result.ErrorMessage,
        ConfigStripped = result.StrippedElements.Count > 0,
        StrippedElements = string.Join(',', result.StrippedElements),
        ReferencesRewritten = result.ReferencesRewritten,
    };

    /// <summary>The answer that tells of an ended run; rebuilt from the working copy whenever it is asked for.</summary>
    public static ExecutePromotionResponse ToResponse(this Promotion promotion)
    {
        var response = new ExecutePromotionResponse
        {
            Success = promotion.Status != PromotionStatus.Failed && promotion.ErrorCode.Length == 0,
            ErrorCode = promotion.ErrorCode,
            ErrorMessage = promotion.ErrorMessage,
            PromotionId = promotion.Id.Value,
            ConnectionsSkipped = promotion.ConnectionsSkipped,
            ComponentsTotal = promotion.ComponentsTotal,
            ComponentsCreated = promotion.Count(ComponentResult.Created),
            ComponentsUpdated = promotion.Count(ComponentResult.Updated),
            ComponentsFailed = promotion.Count(ComponentResult.Failed),
            PromotionResults = { promotion.Results.Select(ToMessage) },
        };
        if (response.Success)
        {
            response.BranchId = promotion.BranchId;
            response.BranchName = promotion.BranchName;
        }

        return response;
    }

    /// <summary>A promotion as <c>queryStatus</c> lists it.</summary>
    public static PromotionRecord ToRecord(this Promotion promotion) => new()
    {
        PromotionId = promotion.Id.Value,
        ProcessName = promotion.ProcessName,
        DevAccountId = promotion.DevAccountId.Value,
        ProdAccountId = promotion.ProdAccountId.Value,
        DevPackageId = promotion.DevPackageId,
        InitiatedBy = promotion.InitiatedBy.Email,
        InitiatedAt = WireInstant.Format(promotion.InitiatedAt),
        Status = promotion.Status.Word(),
        ComponentsTotal = promotion.ComponentsTotal,
        ComponentsCreated = promotion.Count(ComponentResult.Created),
        ComponentsUpdated = promotion.Count(ComponentResult.Updated),
        ComponentsFailed = promotion.Count(ComponentResult.Failed),
        ErrorMessage = promotion.ErrorMessage,
        ResultDetail = promotion.ResultDetail(),
        TargetEnvironment = promotion.TargetEnvironment,
        BranchId = promotion.BranchId,
        BranchName = promotion.BranchName,
        IsHotfix = promotion.IsHotfix ? "true" : "false",
        PackageVersion = promotion.PackageVersion,
        WithdrawnAt = WireInstant.Format(promotion.WithdrawnAt),
        WithdrawalReason = promotion.WithdrawalReason,
        ProdPackageId = promotion.ProdPackageId,
        HotfixJustification = promotion.Submission?.HotfixJustification ?? string.Empty,
        TestPromotionId = promotion.TestPromotionId?.Value ?? string.Empty,
        TestDeployedAt = WireInstant.Format(promotion.TestDeployedAt),
        TestIntegrationPackId = promotion.TestRelease?.PackId ?? string.Empty,
        TestIntegrationPackName = promotion.TestRelease?.PackName ?? string.Empty,
        IntegrationPackId = promotion.ProductionRelease?.PackId ?? string.Empty,
        IntegrationPackName = promotion.ProductionRelease?.PackName ?? string.Empty,
        PeerReviewStatus = promotion.PeerReviewStatus(),
        PeerReviewedBy = promotion.PeerDecision?.By.Label ?? string.Empty,
        PeerReviewedAt = WireInstant.Format(promotion.PeerDecision?.At),
        PeerReviewComments = promotion.PeerDecision?.Comments ?? string.Empty,
        AdminReviewStatus = promotion.AdminReviewStatus(),
        AdminApprovedBy = promotion.AdminDecision?.By.Label ?? string.Empty,
        AdminApprovedAt = WireInstant.Format(promotion.AdminDecision?.At),
        AdminComments = promotion.AdminDecision?.Comments ?? string.Empty,
        Notes = promotion.DeploymentNotes,
        PromotedFromTestBy = promotion.Submission?.By.Label ?? string.Empty,
        ReleaseId = promotion.ProductionRelease?.ReleaseId ?? string.Empty,
        TestReleaseId = promotion.TestRelease?.ReleaseId ?? string.Empty,
    };

    /// <summary>The results as JSON text: <c>{"components":[…]}</c> with the entries of <c>promotionResults</c>; empty while there are none.</summary>
    public static string ResultDetail(this Promotion promotion) =>
        promotion.Results.Count == 0 ? string.Empty : Boomi.DataHub.ResultDetail.Whole(promotion.Results);

    /// <summary>Number of results with <paramref name="action"/>.</summary>
    public static int Count(this Promotion promotion, string action) => promotion.Results.Count(result => result.Action == action);
}
