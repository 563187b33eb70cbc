using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>Ends a run that failed: the branch goes, empty folders that it created go, all results are kept, and no mapping was ever written.</summary>
public sealed partial class RunUndo(
    RunRecords records, WriteJournal journal, RunClaims claims, RunLeases leases, BranchRemoval branches, ProductionFolders folders, TimeProvider time, ILogger<RunUndo> logger)
{
    /// <summary>Undoes the run and commits the promotion as FAILED, or as WITHDRAWN when somebody asked it to stop.</summary>
    internal async Task UndoAsync(PromotionRun run, PromotionFailure failure, CancellationToken cancellationToken)
    {
        if (run.History.Undo is null)
        {
            // From here on a takeover undoes and writes no more: the branch it would go on with may be gone.
            await journal.IntendUndoAsync(run, new UndoNote(failure.Code, failure.Message, RunCompletion.InOrder(run)), cancellationToken);
        }

        await branches.RemoveAsync(run.Platform, run.Promotion, cancellationToken);
        try
        {
            await folders.RemoveEmptyAsync(run, cancellationToken);
        }
        catch (PlatformException exception)
        {
            LogFoldersLeft(exception, run.Promotion.Id);
        }

        await records.CommitAsync(run, (commit, promotion) => Ended(run, commit, promotion, failure), publish: true, cancellationToken);
    }

    private Promotion Ended(PromotionRun run, Commit commit, Promotion promotion, PromotionFailure failure)
    {
        claims.Release(commit, promotion.DevAccountId, promotion.Id);
        return leases.End(commit, PromotionLifecycle.Fail(promotion, failure, RunCompletion.InOrder(run), time.GetUtcNow())) with { CallsMade = run.Calls.Calls };
    }

    [LoggerMessage(EventId = 1120, Level = LogLevel.Warning, Message = "Promotion {PromotionId} left folders that it created; they are empty and do no harm")]
    private partial void LogFoldersLeft(Exception exception, PromotionId promotionId);
}
