using Contract.Errors;
using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Deployments.Running;

/// <summary>
/// Merges the branch to main, one promotion at a time: main must not have moved on, the draft must be what was approved, and nobody else may have brought the
/// same components there. After the platform was told to merge there is no way back.
/// </summary>
internal sealed partial class MergeStep(
    DeploymentJournal journal, DeploymentLocks locks, MergeClaim claim, Mappings.MappingClaims claims, MergeOutcome outcome, MergeSettlement settlement, DeploymentOptions options, TimeProvider time,
    ILogger<MergeStep> logger) : IDeploymentStep
{
    private const string Draft = "draft";
    private const string Merge = "merge";

    /// <inheritdoc/>
    public string Name => "Merging";

    /// <inheritdoc/>
    public async Task RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Deployment.Merged is not null)
        {
            return;
        }

        try
        {
            await locks.TakeMergeAsync(run, cancellationToken);
            if (run.Promotion.Merge is not { Progress: MergeProgress.Merging } begun || !await SettleAsync(run, begun, cancellationToken))
            {
                await MergeAsync(run, cancellationToken);
            }

            await DeploymentLocks.ReleaseMergeAsync(run, cancellationToken);
        }
        catch (PlatformException exception) when (DeploymentFailures.IsRefusal(exception))
        {
            throw Failed($"Boomi refused {exception.Operation}: {exception.Message}");
        }
    }

    private async Task MergeAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var frozen = run.Promotion.Submission!.Frozen;
        var ids = frozen.Select(version => new ComponentId(version.ProdComponentId)).ToList();
        MergeChecks.BranchMustBeAsApproved(frozen, await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, ids, cancellationToken));
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, ids, cancellationToken)).ToDictionary(row => row.Id);
        RequireFresh(run, MergeChecks.LostUpdates(frozen, main));
        var (created, read) = await claim.CheckAsync(run, cancellationToken);
        await claim.UpdatedMustStandAsync(run, cancellationToken);
        var request = await DraftAsync(run, cancellationToken);
        var strangers = MergeChecks.StrangersIn(request.Details, frozen, main);
        await WarnOfAsync(run, strangers, cancellationToken);
        await journal.IntendAsync(
            run,
            Merge,
            request.Id.Value,
            promotion => PromotionLifecycle.BeginMerge(promotion, request.Id.Value, created, run.Deployment.IsStaleOverridden, time.GetUtcNow()),
            cancellationToken,
            commit =>
            {
                DeploymentLocks.GuardMerge(run, commit);
                claims.Claim(commit, run.Promotion, created, read);
            });
        if (!run.Promotion.IsMergeBegun)
        {
            throw !await locks.HasMergeAsync(run, cancellationToken)
                ? new PromotionFailure(ErrorCodes.MergeTimeout, "Another promotion was given the merge to main, one at a time. Repeat the deployment when that is done.")
                : MergeChecks.Stale("Another promotion brought one of these components to production at the same moment. Promote again.");
        }

        if (strangers.Count == request.Details.Count)
        {
            // All components equal main: there is nothing to merge, and the platform would refuse to.
            await outcome.FinishAsync(run, Merge, request, cancellationToken);
            await run.Platform.Merges.DeleteAsync(run.Primary, request.Id, cancellationToken);
            return;
        }

        await ExecuteAsync(run, request, [.. strangers.Select(detail => detail.ComponentId)], cancellationToken);
    }

    // What a merge that was begun came to. False when the platform is known not to have merged.
    private async Task<bool> SettleAsync(DeploymentRun run, BranchMerge begun, CancellationToken cancellationToken)
    {
        if (await settlement.FindAsync(run, begun, cancellationToken) is not { } request)
        {
            await NotMergedAsync(run, cancellationToken);
            return false;
        }

        await AwaitAsync(run, request, cancellationToken);
        return true;
    }

    private async Task ExecuteAsync(DeploymentRun run, MergeRequest request, IReadOnlyList<ComponentId> excluded, CancellationToken cancellationToken)
    {
        MergeRequest merging;
        try
        {
            merging = await run.Platform.Merges.ExecuteAsync(run.Primary, request.Id, excluded, cancellationToken);
        }
        catch (PlatformException exception) when (DeploymentFailures.IsRefusal(exception))
        {
            // A call whose answer was lost may take effect after we looked at the request: then it is the second one that is refused.
            if (await SettleAsync(run, run.Promotion.Merge!, cancellationToken))
            {
                return;
            }

            throw;
        }

        await AwaitAsync(run, merging, cancellationToken);
    }

    private async Task AwaitAsync(DeploymentRun run, MergeRequest merging, CancellationToken cancellationToken)
    {
        var merged = await UntilAsync(run, merging, stage => stage is MergeStage.Merged or MergeStage.FailedToMerge, "merged", cancellationToken);
        if (merged.Stage == MergeStage.FailedToMerge)
        {
            await NotMergedAsync(run, cancellationToken);
            throw Failed($"Boomi could not merge branch {run.Promotion.BranchName}; main is as it was. Look whether a component is locked in production, then repeat the deployment.");
        }

        await outcome.FinishAsync(run, Merge, merged, cancellationToken);
    }

    // A draft is a snapshot: one that an earlier attempt left is made anew.
    private async Task<MergeRequest> DraftAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var main = await run.Platform.Branches.MainAsync(run.Primary, cancellationToken);
        foreach (var old in (await run.Platform.Merges.ListAsync(run.Primary, run.Branch, main.Id, cancellationToken)).Where(request => !MergeStage.IsEnd(request.Stage)))
        {
            await run.Platform.Merges.DeleteAsync(run.Primary, old.Id, cancellationToken);
        }

        await journal.IntendAsync(run, Draft, run.Branch.Value, cancellationToken);
        var request = await run.Platform.Merges.CreateAsync(run.Primary, run.Branch, main.Id, cancellationToken);
        await journal.FinishAsync(run, Draft, promotion => PromotionLifecycle.DraftMerge(promotion, request.Id.Value, time.GetUtcNow()), cancellationToken);
        var drafted = await UntilAsync(run, request, stage => stage == MergeStage.Reviewing || MergeStage.IsFailedDraft(stage), "drafted", cancellationToken);
        return MergeStage.IsFailedDraft(drafted.Stage)
            ? throw Failed($"Boomi could not draft the merge of branch {run.Promotion.BranchName}. Repeat the deployment.")
            : drafted;
    }

    private async Task<MergeRequest> UntilAsync(DeploymentRun run, MergeRequest request, Func<string, bool> isThere, string what, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time, options.MergeTimeout);
        var current = request;
        while (!isThere(current.Stage))
        {
            if (!await backOff.WaitAsync(cancellationToken))
            {
                throw new PromotionFailure(ErrorCodes.MergeTimeout, $"Branch {run.Promotion.BranchName} was not {what} after {options.MergeTimeout.TotalSeconds:0.#} seconds (stage {current.Stage}). Repeat the deployment: it goes on where it stopped.");
            }

            current = await run.Platform.Merges.FindAsync(run.Primary, request.Id, cancellationToken)
                ?? throw Failed($"Merge request {request.Id} of branch {run.Promotion.BranchName} was deleted by somebody. Repeat the deployment.");
        }

        return current;
    }

    private async Task NotMergedAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var before = run.Promotion;
        await journal.FinishAsync(run, Merge, promotion => PromotionLifecycle.MergeFailed(promotion, time.GetUtcNow()), cancellationToken, (commit, _) => claims.Release(commit, before));
    }

    private void RequireFresh(DeploymentRun run, IReadOnlyList<string> lost)
    {
        if (lost.Count == 0)
        {
            return;
        }

        if (!run.Deployment.IsStaleOverridden)
        {
            throw MergeChecks.Stale($"Main moved on since the promotion was made. {Listing.Of(lost)}. Promote again, or let an admin repeat the deployment with overrideStale after looking at these changes.");
        }

        LogOverridden(run.Promotion.Id, run.Deployment.By.Name, lost.Count);
    }

    private async Task WarnOfAsync(DeploymentRun run, IReadOnlyList<MergeDetail> strangers, CancellationToken cancellationToken)
    {
        if (strangers.Count > 0)
        {
            var names = (await run.Platform.Metadata.OnBranchAsync(run.Primary, run.Branch, [.. strangers.Select(detail => detail.ComponentId)], cancellationToken))
                .Select(row => $"{row.Name} ({row.Id}) by {row.ModifiedBy}");
            await journal.FinishAsync(run, "strangers", deployment => deployment.Warn($"Not merged, because it is not part of the promotion: {Listing.Of(names)}."), cancellationToken);
        }
    }

    private static PromotionFailure Failed(string message) => new(ErrorCodes.MergeFailed, message);

    [LoggerMessage(EventId = 1320, Level = LogLevel.Warning, Message = "Promotion {PromotionId} is merged over {Count} changes of main, as {Admin} said")]
    private partial void LogOverridden(PromotionId promotionId, string admin, int count);
}
