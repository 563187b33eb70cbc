using Contract.Errors;
using Microsoft.Extensions.Logging;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Deployments.Running;

/// <summary>Takes a deployment that was begun through the steps of its mode, to its status, or to the failure after which it may be repeated.</summary>
internal sealed partial class DeploymentRunner(DeploymentSteps steps, RunRecords records, DeploymentCompletion completion, ILogger<DeploymentRunner> logger)
{
    /// <summary>Runs to the end.</summary>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        LogStarted(run.Promotion.Id, run.Deployment.Mode, run.Deployment.Attempt);
        try
        {
            foreach (var step in steps.Of(run.Deployment.Mode))
            {
                await records.NoteStepAsync(run, step.Name, cancellationToken);
                await step.RunAsync(run, cancellationToken);
            }

            await completion.CompleteAsync(run, cancellationToken);
            LogCompleted(run.Promotion.Id, run.Promotion.Status.Word(), run.Calls.Calls);
        }
        catch (Exception exception) when (PromotionRunner.IsOfTheRun(exception) && !cancellationToken.IsCancellationRequested)
        {
            var failure = DeploymentFailures.Translate(exception, run.Deployment);
            if (failure is null)
            {
                LogUnexpected(exception, run.Promotion.Id);
            }

            failure ??= new PromotionFailure(ErrorCodes.InternalError, $"The deployment of promotion {run.Promotion.Id} ended because of an internal error. Repeat it; when reporting it, give the promotion's ID.");
            LogFailed(run.Promotion.Id, failure.Code);
            await completion.FailAsync(run, failure, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "Deployment {Attempt} of promotion {PromotionId} runs: {Mode}")]
    private partial void LogStarted(PromotionId promotionId, DeploymentMode mode, int attempt);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Information, Message = "The deployment of promotion {PromotionId} ended {Status} with {Calls} calls of the platform")]
    private partial void LogCompleted(PromotionId promotionId, string status, int calls);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "The deployment of promotion {PromotionId} failed with {Code}; it may be repeated")]
    private partial void LogFailed(PromotionId promotionId, string code);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message = "The deployment of promotion {PromotionId} met an unexpected error")]
    private partial void LogUnexpected(Exception exception, PromotionId promotionId);
}
