using Contract.Errors;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionService.V1;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Deployments;

/// <summary>Which mode a request asks for: it follows from the promotion's status. Pure.</summary>
internal static class DeploymentModes
{
    private const string Test = "TEST";
    private const string Production = "PRODUCTION";
    private const string ToProduction = "To production leads: deploy to test, submit for review, a peer's approval, an admin's approval";

    /// <summary>The mode.</summary>
    /// <exception cref="PromotionFailure">
    /// PROMOTION_NOT_COMPLETED naming the status and what is missing; INVALID_DEPLOYMENT_TARGET when a promotion to production is to go to test.
    /// </exception>
    public static DeploymentMode Select(Promotion promotion, PackageAndDeployRequest request)
    {
        if (promotion.Deployment is { IsRunning: true } running && promotion.HasRun)
        {
            throw NotCompleted(promotion, $"is being deployed by {running.Person.Label} since {WireInstant.Format(running.BegunAt)}. Wait until that is done; getPromotionProgress tells how far it is");
        }

        return promotion.Status switch
        {
            PromotionStatus.Completed or PromotionStatus.TestDeployFailed => request.DeploymentTarget == Production
                ? throw NotCompleted(promotion, $"is {promotion.Status.Word()}. {(promotion.IsHotfix || request.IsHotfix ? "An emergency to production leads: submit for review as a hotfix, a peer's approval, an admin's approval" : ToProduction)}")
                : DeploymentMode.Test,
            PromotionStatus.PendingPackAssignment => request.DeploymentTarget == Production
                ? throw NotCompleted(promotion, $"is {promotion.Status.Word()}. It needs a test pack first. {ToProduction}")
                : DeploymentMode.PackAssignment,
            PromotionStatus.PendingAdminReview or PromotionStatus.AdminApproved => request.DeploymentTarget == Test
                ? throw new PromotionFailure(ErrorCodes.InvalidDeploymentTarget, $"deploymentTarget is TEST, but promotion {promotion.Id} is in review for production. Send PRODUCTION, or leave deploymentTarget out.")
                : promotion.IsHotfix ? DeploymentMode.Hotfix : DeploymentMode.Production,
            PromotionStatus.TestDeployed when promotion.HasFailedRelease && request.DeploymentTarget != Production => promotion.Deployment!.Mode,
            PromotionStatus.Deployed when promotion.HasFailedRelease && request.DeploymentTarget != Test => promotion.Deployment!.Mode,
            PromotionStatus.TestDeployed => throw NotCompleted(promotion, "is TEST_DEPLOYED. Submit it for review; a peer and an admin have to approve it before it goes to production"),
            PromotionStatus.PendingPeerReview => throw NotCompleted(promotion, "is PENDING_PEER_REVIEW. A peer and an admin have to approve it first"),
            PromotionStatus.InProgress => throw NotCompleted(promotion, "is IN_PROGRESS. Wait until it is COMPLETED"),
            PromotionStatus.TestDeploying => throw NotCompleted(promotion, "is TEST_DEPLOYING. Wait until that is done"),
            _ => throw NotCompleted(promotion, $"is {promotion.Status.Word()}; its life is over. Promote again"),
        };
    }

    private static PromotionFailure NotCompleted(Promotion promotion, string what) => new(ErrorCodes.PromotionNotCompleted, $"Promotion {promotion.Id} {what}.");
}
