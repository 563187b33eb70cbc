using PromotionEngine.Failures;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>Ends a deployment: its status, its lease, its locks and its mail in one commit.</summary>
internal sealed class DeploymentCompletion(RunRecords records, RunLeases leases, PromotionMails mails, TimeProvider time)
{
    /// <summary>Commits what a deployment that went through all its steps comes to.</summary>
    public Task CompleteAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var isTest = run.Deployment.IsTest;
        var needsPack = isTest && run.Deployment.TestPack is null;
        MailEvent? mail = IsReleaseAgain(run.Promotion) ? null : needsPack ? MailEvent.PackNeeded : isTest ? MailEvent.TestDeployed : MailEvent.Deployed;
        return EndAsync(run, promotion => Completed(promotion, needsPack), mail, keepMerge: false, cancellationToken);
    }

    /// <summary>Commits that the deployment failed; the same call may be repeated.</summary>
    public Task FailAsync(DeploymentRun run, PromotionFailure failure, CancellationToken cancellationToken)
    {
        MailEvent? mail = run.Deployment.Mode == DeploymentMode.Test && !IsReleaseAgain(run.Promotion) ? MailEvent.TestDeployFailed : null;

        // What the platform was told to merge it may still be merging: nobody else may begin before that is known.
        var mayBeMerging = run.Promotion.Merge is { Progress: MergeProgress.Merging };
        return EndAsync(run, promotion => Failed(promotion, failure), mail, mayBeMerging, cancellationToken);
    }

    private Promotion Completed(Promotion promotion, bool needsPack)
    {
        var now = time.GetUtcNow();
        var ended = IsReleaseAgain(promotion) ? promotion with { UpdatedAt = now } : promotion.Deployment!.Mode switch
        {
            DeploymentMode.Test when needsPack => PromotionLifecycle.NeedsPackAssignment(promotion, now),
            DeploymentMode.Test => PromotionLifecycle.TestDeployed(promotion, now),
            DeploymentMode.PackAssignment => PromotionLifecycle.PackAssigned(promotion, now),
            _ => PromotionLifecycle.Deployed(promotion, now),
        };
        return ended with { Step = "Deployed", Deployment = ended.Deployment! with { IsRunning = false } };
    }

    private Promotion Failed(Promotion promotion, PromotionFailure failure)
    {
        var now = time.GetUtcNow();
        var ended = IsReleaseAgain(promotion) ? promotion with { ErrorCode = failure.Code, ErrorMessage = failure.Message, UpdatedAt = now } : promotion.Deployment!.Mode switch
        {
            DeploymentMode.Test => PromotionLifecycle.TestDeployFailed(promotion, failure, now),
            DeploymentMode.PackAssignment => promotion,
            _ => PromotionLifecycle.DeploymentFailed(promotion.IsMergeBegun ? promotion : PromotionLifecycle.MergeFailed(promotion, now), failure, now),
        };
        return ended with { Step = "Deployment failed", Deployment = ended.Deployment! with { IsRunning = false, ErrorCode = failure.Code, ErrorMessage = failure.Message } };
    }

    // Its people know that it is deployed: they are told of its release when that has ended.
    private static bool IsReleaseAgain(Promotion promotion) => promotion.Status is PromotionStatus.TestDeployed or PromotionStatus.Deployed;

    private async Task EndAsync(DeploymentRun run, Func<Promotion, Promotion> end, MailEvent? mail, bool keepMerge, CancellationToken cancellationToken)
    {
        var isCommitted = await TryAsync(withLocks: true);
        if (!isCommitted)
        {
            // A lock was taken from us, which is no reason not to end.
            await TryAsync(withLocks: false);
        }

        async Task<bool> TryAsync(bool withLocks) => await records.CommitAsync(
            run,
            (commit, promotion) =>
            {
                var ended = leases.End(commit, end(promotion)) with { CallsMade = promotion.CallsMade + run.Calls.Calls };
                if (withLocks)
                {
                    DeploymentLocks.Release(run, commit, keepMerge);
                }

                if (mail is { } happened)
                {
                    mails.Enqueue(commit, happened, ended);
                }

                return ended;
            },
            publish: true,
            cancellationToken);
    }
}
