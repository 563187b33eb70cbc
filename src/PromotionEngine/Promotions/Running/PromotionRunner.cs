using Contract.Errors;
using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Takes a claimed promotion through its steps, to COMPLETED or, with everything undone, to FAILED.</summary>
internal sealed partial class PromotionRunner(
    IEnumerable<IRunStep> steps, RunRecords records, RunCompletion completion, RunUndo undo, ILogger<PromotionRunner> logger)
{
    /// <summary>Runs to the end.</summary>
    /// <exception cref="LeaseLostException">Another engine owns the run now; nothing was undone.</exception>
    /// <exception cref="StateUnavailableException">The store is away; nothing was undone.</exception>
    /// <exception cref="OutOfTimeException">The lease could not be shown to hold; nothing was undone.</exception>
    /// <exception cref="OperationCanceledException">The engine stops; the run is left for another one.</exception>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        if (run.History.Undo is { } begun)
        {
            await undo.UndoAsync(run, begun.ToFailure(), cancellationToken);
            return;
        }

        LogStarted(run.Promotion.Id, run.Promotion.ComponentsTotal, run.Promotion.DevAccountId);
        try
        {
            if (run.Stop is { } stop)
            {
                throw stop;
            }

            foreach (var step in steps)
            {
                await records.NoteStepAsync(run, step.Name, cancellationToken);
                StopWhenAsked(run);
                await step.RunAsync(run, cancellationToken);
            }

            StopWhenAsked(run);
            await completion.CompleteAsync(run, cancellationToken);
            LogCompleted(run.Promotion.Id, run.Calls.Calls);
        }
        catch (Exception exception) when (IsOfTheRun(exception) && !cancellationToken.IsCancellationRequested)
        {
            var failure = FailureTranslation.Translate(exception);
            if (failure is null)
            {
                LogUnexpected(exception, run.Promotion.Id);
            }

            failure ??= new PromotionFailure(ErrorCodes.InternalError, $"The run of promotion {run.Promotion.Id} ended because of an internal error and was undone. Try again; when reporting it, give the promotion's ID.");
            LogFailed(run.Promotion.Id, failure.Code);
            await undo.UndoAsync(run, failure, cancellationToken);
        }
    }

    /// <summary>What a run that was asked to stop ends with.</summary>
    internal static PromotionFailure Withdrawn() => new(ErrorCodes.PromotionFailed, "The promotion was withdrawn while it was running.");

    /// <summary>
    /// Whether <paramref name="exception"/> is a failure that ends the run. Without the store, or without a lease, nothing can be undone or settled for certain:
    /// such a run is left, and goes on when its lease has lapsed and the store is back.
    /// </summary>
    internal static bool IsOfTheRun(Exception exception) =>
        exception is not (LeaseLostException or OutOfTimeException or StateUnavailableException or CommitRefusedException);

    private static void StopWhenAsked(PromotionRun run)
    {
        if (run.IsWithdrawn)
        {
            throw Withdrawn();
        }
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Promotion {PromotionId} runs: {Components} components of {DevAccountId}")]
    private partial void LogStarted(PromotionId promotionId, int components, Accounts.AccountId devAccountId);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Promotion {PromotionId} completed with {Calls} calls of the platform")]
    private partial void LogCompleted(PromotionId promotionId, int calls);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Promotion {PromotionId} failed with {Code} and is undone")]
    private partial void LogFailed(PromotionId promotionId, string code);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "Promotion {PromotionId} met an unexpected error")]
    private partial void LogUnexpected(Exception exception, PromotionId promotionId);
}
