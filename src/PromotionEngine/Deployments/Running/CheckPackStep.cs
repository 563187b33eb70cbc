namespace PromotionEngine.Deployments.Running;

/// <summary>Looks at the packs before main is touched: a pack that somebody else is changing would stop the release when there is no way back.</summary>
internal sealed class CheckPackStep(PackReleases packs) : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Checking the pack";

    /// <inheritdoc/>
    public Task RunAsync(DeploymentRun run, CancellationToken cancellationToken) => packs.RequireQuietAsync(run, PackTarget.Production, cancellationToken);
}
