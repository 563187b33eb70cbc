using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Deployments.Running;

/// <summary>Finds out, by asking the platform, what became of a merge that it was told to do.</summary>
internal sealed class MergeSettlement(PlatformOptions platform, RunOptions options, TimeProvider time)
{
    /// <summary>
    /// The request of <paramref name="begun"/> when the platform merges or has merged it; null when it is known not to. A request that was deleted is answered
    /// as merged, without details, when main holds what the branch brought.
    /// </summary>
    public async Task<MergeRequest?> FindAsync(DeploymentRun run, BranchMerge begun, CancellationToken cancellationToken)
    {
        // The platform may still be at work on a call whose connection broke.
        var backOff = new BackOff(time, options.SettleTimeout);
        var id = new MergeRequestId(begun.RequestId);
        var request = await run.Platform.Merges.FindAsync(run.Primary, id, cancellationToken);
        while (request is { Stage: MergeStage.Reviewing } && await backOff.WaitAsync(cancellationToken))
        {
            request = await run.Platform.Merges.FindAsync(run.Primary, id, cancellationToken);
        }

        if (request is not null)
        {
            return request.Stage is MergeStage.Merging or MergeStage.Merged ? request : null;
        }

        var main = await run.Platform.Branches.MainAsync(run.Primary, cancellationToken);
        return await HasArrivedAsync(run, cancellationToken)
            ? new MergeRequest(id, run.Branch, main.Id, MergeStage.Merged, platform.Login, CreatedDate: null, [])
            : null;
    }

    // Main's newest revision of a component of the promotion is ours, newer than what the promotion was made from, and what was approved.
    private async Task<bool> HasArrivedAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var frozen = run.Promotion.Submission!.Frozen.ToDictionary(version => new ComponentId(version.ProdComponentId));
        var newer = (await run.Platform.Metadata.CurrentAsync(run.Primary, [.. frozen.Keys], cancellationToken))
            .Where(row => row.Version > frozen[row.Id].BaseVersion && string.Equals(row.ModifiedBy, platform.Login, StringComparison.OrdinalIgnoreCase))
            .ToList();
        foreach (var row in newer)
        {
            var standing = await run.Platform.Components.GetAsync(run.Primary, row.Id, row.Version, cancellationToken);
            var approved = await run.Platform.Components.GetAsync(run.Primary, row.Id, frozen[row.Id].Version, cancellationToken);
            if (CanonicalForm.EqualIgnoringMasked(standing, approved))
            {
                return true;
            }
        }

        return false;
    }
}
