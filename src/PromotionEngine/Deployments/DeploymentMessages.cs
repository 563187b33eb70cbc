using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionService.V1;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Deployments;

/// <summary>Deployments as the contract writes them.</summary>
internal static class DeploymentMessages
{
    /// <summary>The answer that tells of the last deployment of <paramref name="promotion"/>; rebuilt from the working copy whenever it is asked for.</summary>
    public static PackageAndDeployResponse ToDeploymentResponse(this Promotion promotion)
    {
        var deployment = promotion.Deployment!;
        var production = promotion.ProductionRelease;
        var (code, message) = Failure(promotion, deployment);
        var response = new PackageAndDeployResponse
        {
            Success = code.Length == 0,
            ErrorCode = code,
            ErrorMessage = message,
            PackageId = deployment.PackageId,
            ProdPackageId = deployment.PackageId,
            DeploymentTarget = deployment.IsTest ? "TEST" : "PRODUCTION",
            BranchPreserved = deployment.Mode == DeploymentMode.Test,
            IsHotfix = promotion.IsHotfix,
            NeedsPackAssignment = promotion.Status == PromotionStatus.PendingPackAssignment && !deployment.IsRunning,
            AutoDetectedPackId = deployment.AutoDetectedPackId,
            Warnings = { deployment.Warnings },
        };
        if (deployment.TestPack is { IsReleased: true } && promotion.TestRelease is { } test)
        {
            response.TestIntegrationPackId = test.PackId;
            response.TestIntegrationPackName = test.PackName;
            response.TestReleaseId = test.ReleaseId;
            response.TestReleaseVersion = test.ReleaseVersion;
        }

        // A test deployment repeats its test pack in the plain fields.
        response.IntegrationPackId = deployment.IsTest ? response.TestIntegrationPackId : production?.PackId ?? string.Empty;
        response.IntegrationPackName = deployment.IsTest ? response.TestIntegrationPackName : production?.PackName ?? string.Empty;
        response.ReleaseId = deployment.IsTest ? response.TestReleaseId : production?.ReleaseId ?? string.Empty;
        response.ReleaseVersion = deployment.IsTest ? response.TestReleaseVersion : production?.ReleaseVersion ?? string.Empty;
        return response;
    }

    // What was taken back while it was being deployed ended without a word of the deployment.
    private static (string Code, string Message) Failure(Promotion promotion, Deployment deployment) => deployment.IsRunning && !promotion.HasRun
        ? (ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} became {promotion.Status.Word()} while it was being deployed. {promotion.WithdrawalReason}".TrimEnd())
        : (deployment.ErrorCode, deployment.ErrorMessage);
}
