using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;

namespace PromotionEngine.Deployments.Running;

/// <summary>What a deployment answers when something goes wrong.</summary>
internal static class DeploymentFailures
{
    /// <summary>The code of a deployment whose own failure it is.</summary>
    public static string CodeOf(Deployment deployment) => deployment.IsTest ? ErrorCodes.TestDeployFailed : ErrorCodes.DeploymentFailed;

    /// <summary>What ends the deployment; null for a bug. What the platform refuses has the action's own code and the platform's words.</summary>
    public static PromotionFailure? Translate(Exception exception, Deployment deployment) => exception is PlatformException platform && IsRefusal(platform)
        ? new PromotionFailure(CodeOf(deployment), $"Boomi refused {platform.Operation}: {platform.Message}")
        : FailureTranslation.Translate(exception);

    /// <summary>Whether the platform understood what was asked for and would not do it.</summary>
    public static bool IsRefusal(PlatformException exception) =>
        exception.Kind is PlatformErrorKind.Refused or PlatformErrorKind.InvalidId or PlatformErrorKind.BranchDeleted;
}
