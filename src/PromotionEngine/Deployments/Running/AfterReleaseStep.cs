using Microsoft.Extensions.Logging;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>What follows a deployment to production, for example the renewal of who may edit which extension.</summary>
internal sealed partial class AfterReleaseStep(IEnumerable<IAfterRelease> followers, DeploymentJournal journal, ILogger<AfterReleaseStep> logger) : IDeploymentStep
{
    /// <inheritdoc/>
    public string Name => "Following up";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        foreach (var follower in followers)
        {
            try
            {
                warnings.AddRange(await follower.RunAsync(run.Promotion, cancellationToken));
            }
            catch (Exception exception) when (exception is not (LeaseLostException or StateUnavailableException or CommitRefusedException) && !cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception, run.Promotion.Id, follower.GetType().Name);
                var what = FailureTranslation.Translate(exception)?.Message ?? "an internal error.";
                warnings.Add($"Deployed, but what follows could not be done: {what}");
            }
        }

        if (warnings.Count > 0)
        {
            await journal.FinishAsync(run, "after-release", deployment => warnings.Aggregate(deployment, (warned, warning) => warned.Warn(warning)), cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message = "After the deployment of promotion {PromotionId}, {Follower} failed")]
    private partial void LogFailed(Exception exception, PromotionId promotionId, string follower);
}
