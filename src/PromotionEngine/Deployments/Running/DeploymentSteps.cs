namespace PromotionEngine.Deployments.Running;

/// <summary>The steps of each mode, in their order.</summary>
internal sealed class DeploymentSteps(
    ValidateBranchStep validate,
    CheckPackStep checkPack,
    MergeStep merge,
    MakePackageStep package,
    CheckPackageStep checkPackage,
    RemoveBranchStep removeBranch,
    FindTestPackStep findTestPack,
    ReleaseTestStep releaseTest,
    ReleaseProductionStep releaseProduction,
    FollowInTestStep followInTest,
    AfterReleaseStep afterRelease)
{
    /// <summary>The steps of <paramref name="mode"/>.</summary>
    public IReadOnlyList<IDeploymentStep> Of(DeploymentMode mode) => mode switch
    {
        DeploymentMode.Test => [validate, package, checkPackage, findTestPack, releaseTest],
        DeploymentMode.Production => [checkPack, merge, package, checkPackage, removeBranch, releaseProduction, afterRelease],
        DeploymentMode.Hotfix => [checkPack, merge, package, checkPackage, removeBranch, releaseProduction, followInTest, afterRelease],
        _ => [releaseTest],
    };
}
