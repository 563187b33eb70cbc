namespace PromotionEngine.Deployments.Running;

/// <summary>Releases the package in the production pack.</summary>
internal sealed class ReleaseProductionStep(PackReleases packs) : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Releasing to production";

    /// <inheritdoc/>
    public Task RunAsync(DeploymentRun run, CancellationToken cancellationToken) => packs.ReleaseAsync(run, PackTarget.Production, cancellationToken);
}
