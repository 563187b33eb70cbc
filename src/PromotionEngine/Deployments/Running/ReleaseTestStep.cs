namespace PromotionEngine.Deployments.Running;

/// <summary>Releases the package in the test pack, when there is one.</summary>
internal sealed class ReleaseTestStep(PackReleases packs) : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Releasing to test";

    /// <inheritdoc/>
    public Task RunAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        run.Deployment.TestPack is null ? Task.CompletedTask : packs.ReleaseAsync(run, PackTarget.Test, cancellationToken);
}
