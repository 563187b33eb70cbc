using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Deployments.Running;

/// <summary>What earlier promotions of the same process were deployed to: the working copies first, what only DataHub has beside them.</summary>
internal sealed class PackHistory(PromotionRecords records, PromotionLogs published)
{
    /// <summary>The test pack of the process's latest deployment to test that still exists; null when there is none.</summary>
    public async Task<PackChoice?> FindTestPackAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var earlier = (await EarlierAsync(run.Promotion, cancellationToken))
            .Where(promotion => promotion.TestDeployedAt is not null && promotion.TestRelease is { PackId.Length: > 0 })
            .OrderByDescending(promotion => promotion.TestDeployedAt)
            .Select(promotion => promotion.TestRelease!.PackId)
            .Distinct(StringComparer.Ordinal);
        foreach (var id in earlier)
        {
            if (await run.Platform.PublisherPacks.FindAsync(run.Primary, new IntegrationPackId(id), cancellationToken) is { } pack && PackNames.IsTest(pack.Pack.Name))
            {
                return new PackChoice(id, pack.Pack.Name, pack.Pack.Description);
            }
        }

        return null;
    }

    /// <summary>
    /// The root components that earlier promotions of the same development component made and this one replaces: where a branch could not be made from a branch,
    /// or a component vanished, it was created afresh.
    /// </summary>
    public async Task<IReadOnlySet<string>> ReplacedRootsAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var roots = (await EarlierAsync(run.Promotion, cancellationToken))
            .Select(promotion => promotion.Results.FirstOrDefault(result => result.DevComponentId == run.Promotion.RootComponentId)?.ProdComponentId ?? string.Empty)
            .Where(id => id.Length > 0 && !string.Equals(id, run.Root.Value, StringComparison.OrdinalIgnoreCase));
        return roots.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The live promotions whose deployments made what is pending in <paramref name="pack"/>: theirs may have failed and left it there.</summary>
    public async Task<IReadOnlyDictionary<PackVersion, PromotionId>> LeftPendingAsync(PublisherPack pack, CancellationToken cancellationToken)
    {
        var pending = PackContents.PendingIn(pack);
        var left = new Dictionary<PackVersion, PromotionId>();
        if (pending.Count == 0)
        {
            return left;
        }

        foreach (var promotion in (await records.ReadLiveAsync(cancellationToken)).Readable.Select(stored => stored.Promotion))
        {
            var root = promotion.Results.FirstOrDefault(result => result.DevComponentId == promotion.RootComponentId)?.ProdComponentId ?? string.Empty;
            var made = new PackVersion(root, promotion.Deployment?.MadeVersion ?? string.Empty);
            if (pending.Contains(made))
            {
                left[made] = promotion.Id;
            }
        }

        return left;
    }

    private async Task<IReadOnlyList<Promotion>> EarlierAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        var working = (await records.ListByDevAccountAsync(promotion.DevAccountId, new IndexRange(Descending: true), cancellationToken)).Select(stored => stored.Promotion).ToList();
        var known = working.Select(other => other.Id).ToHashSet();
        var filter = new RecordFilter([RecordCondition.Equal("devAccountId", promotion.DevAccountId.Value), RecordCondition.Equal("processName", promotion.ProcessName)]);
        var others = (await published.QueryAsync(filter, cancellationToken: cancellationToken))
            .Where(log => !known.Contains(log.Id))
            .Select(log => PublishedPromotion.Read(log)?.Promotion)
            .OfType<Promotion>();

        // Records of DataHub do not name the root; there the process is told by its name.
        return
        [
            .. working.Where(other => other.Id != promotion.Id && other.RootComponentId == promotion.RootComponentId),
            .. others.Where(other => other.ProcessName == promotion.ProcessName),
        ];
    }
}
