using PromotionEngine.Failures;

namespace PromotionEngine.Deployments.Running;

/// <summary>After a hotfix the test pack follows: the one that was named, else the one of history. Nothing that goes wrong here takes the hotfix back.</summary>
internal sealed class FollowInTestStep(FindTestPackStep find, PackReleases packs, DeploymentJournal journal) : IDeploymentStep
{
    private const string Step = "follow-in-test";

    /// <inheritdoc/>
    public string Name => "Bringing the hotfix to test";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        try
        {
            await find.RunAsync(run, cancellationToken);
            if (run.Deployment.TestPack is null)
            {
                await WarnAsync(run, "No test pack of this process is known: the hotfix was not brought to test.", cancellationToken);
                return;
            }

            await packs.ReleaseAsync(run, PackTarget.Test, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FailureTranslation.Translate(exception) is not null)
        {
            await WarnAsync(run, $"The hotfix is in production, but could not be brought to test: {FailureTranslation.Translate(exception)!.Message}", cancellationToken);
        }
    }

    private Task WarnAsync(DeploymentRun run, string warning, CancellationToken cancellationToken) =>
        journal.FinishAsync(run, Step, deployment => deployment.Warn(warning), cancellationToken);
}
