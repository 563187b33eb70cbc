using Microsoft.Extensions.Logging;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;

namespace PromotionEngine.Deployments.Running;

/// <summary>What follows from a merge that is done: main's versions are kept, the mappings change, in one commit.</summary>
internal sealed partial class MergeOutcome(DeploymentJournal journal, MappingClaims claims, TimeProvider time, ILogger<MergeOutcome> logger)
{
    /// <summary>Commits that main has what <paramref name="request"/> merged.</summary>
    public async Task FinishAsync(DeploymentRun run, string step, MergeRequest request, CancellationToken cancellationToken)
    {
        var merged = await MergedAsync(run, request, cancellationToken);
        var foreign = await ForeignAsync(run, request, cancellationToken);
        var mappings = Mappings(run, merged);
        await journal.FinishAsync(
            run,
            step,
            promotion =>
            {
                var deployment = promotion.Deployment! with { Merged = merged };
                deployment = foreign.Count == 0 ? deployment : deployment.Warn($"Somebody changed main while it was being merged to, and the merge went over that: {Listing.Of(foreign)}. Compare these versions.");
                return PromotionLifecycle.Merged(promotion, time.GetUtcNow()) with { Deployment = deployment };
            },
            cancellationToken,
            (commit, promotion) => claims.Publish(commit, promotion.Id, mappings));
        if (foreign.Count > 0)
        {
            LogForeign(run.Promotion.Id, Listing.Of(foreign));
        }
    }

    // A component that the merge did not write equals what main has.
    private static async Task<IReadOnlyList<MergedVersion>> MergedAsync(DeploymentRun run, MergeRequest request, CancellationToken cancellationToken)
    {
        var written = request.Details.Where(detail => detail is { Excluded: false, MergeRevision: > 0 }).ToDictionary(detail => detail.ComponentId, detail => detail.MergeRevision);
        var ids = run.Promotion.Submission!.Frozen.Select(version => new ComponentId(version.ProdComponentId)).ToList();
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, [.. ids.Where(id => !written.ContainsKey(id))], cancellationToken)).ToDictionary(row => row.Id, row => row.Version);
        return [.. ids.Where(id => written.ContainsKey(id) || main.ContainsKey(id)).Select(id => new MergedVersion(id.Value, written.TryGetValue(id, out var version) ? version : main[id]))];
    }

    // Nothing holds main still while the platform merges.
    private static async Task<IReadOnlyList<string>> ForeignAsync(DeploymentRun run, MergeRequest request, CancellationToken cancellationToken)
    {
        var written = request.Details.Where(detail => detail is { Excluded: false, MergeRevision: > 0 }).ToDictionary(detail => detail.ComponentId);
        var rows = await run.Platform.Metadata.RevisionsAsync(run.Primary, [.. written.Keys], cancellationToken);
        return
        [
            .. rows.Where(row => row.BranchId == request.Destination.Value && row.Version > written[row.Id].DestinationRevision && row.Version < written[row.Id].MergeRevision)
                .Select(row => $"{row.Name} ({row.Id}) version {row.Version} by {row.ModifiedBy}"),
        ];
    }

    private IReadOnlyList<ComponentMapping> Mappings(DeploymentRun run, IReadOnlyList<MergedVersion> merged)
    {
        var versions = merged.ToDictionary(version => version.ProdComponentId, version => version.Version, StringComparer.OrdinalIgnoreCase);
        var now = time.GetUtcNow();
        return
        [
            .. run.Promotion.Results.Where(result => versions.ContainsKey(result.ProdComponentId)).Select(result => new ComponentMapping(
                run.Promotion.DevAccountId.Value,
                result.DevComponentId,
                result.ProdComponentId,
                result.Name,
                result.Type,
                run.Primary.Value,
                versions[result.ProdComponentId],
                now,
                run.Promotion.InitiatedBy.Label,
                RecordSources.PromotionEngine)),
        ];
    }

    [LoggerMessage(EventId = 1321, Level = LogLevel.Error, Message = "Main was changed by others while promotion {PromotionId} was merged: {Revisions}")]
    private partial void LogForeign(PromotionId promotionId, string revisions);
}
