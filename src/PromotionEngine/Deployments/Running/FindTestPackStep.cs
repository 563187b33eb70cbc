namespace PromotionEngine.Deployments.Running;

/// <summary>Where nobody named a test pack, takes the one that the process was last deployed to; without one an admin has to choose.</summary>
internal sealed class FindTestPackStep(DeploymentJournal journal, PackHistory history) : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Looking for the test pack";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Deployment.TestPack is null && await history.FindTestPackAsync(run, cancellationToken) is { } pack)
        {
            await journal.FinishAsync(run, "find-pack", current => current with { TestPack = new PackWork(pack), AutoDetectedPackId = pack.PackId }, cancellationToken);
        }
    }
}
