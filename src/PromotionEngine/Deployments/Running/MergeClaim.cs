using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>Claims, for a merge, the development components that the promotion created in production. Another promotion may have created them since.</summary>
internal sealed class MergeClaim(MappingClaims claims, ComponentMappings published, PromotionRecords promotions)
{
    /// <summary>What is to be claimed, and what the claims were read as.</summary>
    public async Task<(IReadOnlyList<ClaimedMapping> Created, IReadOnlyDictionary<string, (long Version, MappingClaim Claim)> Read)> CheckAsync(
        DeploymentRun run, CancellationToken cancellationToken)
    {
        var created = run.Promotion.Submission!.Frozen.Where(version => version.BaseVersion == 0).Select(version => version.ProdComponentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var results = run.Promotion.Results.Where(result => created.Contains(result.ProdComponentId)).ToList();
        var read = await claims.ReadAsync(run.Promotion.DevAccountId, [.. results.Select(result => result.DevComponentId)], cancellationToken);
        var mapped = (await published.FindAsync(run.Promotion.DevAccountId, [.. results.Select(result => new ComponentId(result.DevComponentId))], cancellationToken))
            .ToDictionary(mapping => mapping.DevComponentId, mapping => mapping.ProdComponentId, StringComparer.Ordinal);

        var rivals = results
            .SelectMany(result => new[] { read.GetValueOrDefault(result.DevComponentId).Claim?.ProdComponentId, mapped.GetValueOrDefault(result.DevComponentId) }
                .OfType<string>()
                .Where(id => !string.Equals(id, result.ProdComponentId, StringComparison.OrdinalIgnoreCase))
                .Select(id => (Result: result, Rival: new ComponentId(id))))
            .ToList();
        var main = (await run.Platform.Metadata.CurrentAsync(run.Primary, [.. rivals.Select(pair => pair.Rival).Distinct()], cancellationToken)).Select(row => row.Id).ToHashSet();
        foreach (var (result, rival) in rivals)
        {
            // What a mapping leads to and main does not have any more has vanished: it was created afresh, and its mapping is replaced.
            if (main.Contains(rival) || await IsBeingMergedAsync(read.GetValueOrDefault(result.DevComponentId).Claim, run.Promotion.Id, cancellationToken))
            {
                throw MergeChecks.Stale($"{result.Name} ({result.DevComponentId}) was brought to production as {rival} since this promotion created it as {result.ProdComponentId}. Promote again, so that it is updated there; an override cannot help.");
            }
        }

        return ([.. results.Select(result => new ClaimedMapping(result.DevComponentId, result.ProdComponentId))], read);
    }

    /// <summary>Refuses the merge of an update whose development component an admin has led to another production component since.</summary>
    /// <exception cref="PromotionFailure">STALE_PROMOTION, naming them.</exception>
    public async Task UpdatedMustStandAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var updated = run.Promotion.Submission!.Frozen.Where(version => version.BaseVersion > 0).Select(version => version.ProdComponentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var results = run.Promotion.Results.Where(result => updated.Contains(result.ProdComponentId)).ToDictionary(result => result.DevComponentId, StringComparer.Ordinal);
        var moved = (await published.FindAsync(run.Promotion.DevAccountId, [.. results.Keys.Select(id => new ComponentId(id))], cancellationToken))
            .FirstOrDefault(mapping => !string.Equals(mapping.ProdComponentId, results[mapping.DevComponentId].ProdComponentId, StringComparison.OrdinalIgnoreCase));
        if (moved is not null)
        {
            var result = results[moved.DevComponentId];
            throw MergeChecks.Stale($"{result.Name} ({result.DevComponentId}) was mapped to {moved.ProdComponentId} since this promotion updated {result.ProdComponentId}. Promote again, so that the mapped component is updated; an override cannot help.");
        }
    }

    private async Task<bool> IsBeingMergedAsync(MappingClaim? claim, PromotionId own, CancellationToken cancellationToken) =>
        claim is { Mapping: null } && claim.PromotionId != own && (await promotions.GetAsync(claim.PromotionId, cancellationToken))?.Promotion is { IsMergeBegun: true };
}
