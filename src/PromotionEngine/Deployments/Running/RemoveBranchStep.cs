using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Deployments.Running;

/// <summary>Deletes the merged branch. One that cannot be deleted now is left to the sweep.</summary>
internal sealed class RemoveBranchStep(BranchRemoval branches, DeploymentJournal journal) : IDeploymentStep
{
    private const string Step = "delete-branch";

    /// <inheritdoc/>
    public string Name => "Deleting the branch";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Promotion.BranchId.Length == 0)
        {
            return;
        }

        var branch = run.Promotion.BranchName;
        await journal.IntendAsync(run, Step, branch, cancellationToken);
        var isGone = await branches.RemoveAsync(run.Platform, run.Promotion, cancellationToken);
        await journal.FinishAsync(
            run,
            Step,
            promotion => isGone
                ? promotion with { BranchId = string.Empty }
                : promotion with { Deployment = promotion.Deployment!.Warn($"Branch {branch} is merged but could not be deleted; that is tried again.") },
            cancellationToken);
    }
}
