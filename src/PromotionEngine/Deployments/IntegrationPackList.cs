using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Deployments;

/// <summary>Lists the integration packs of the production account, and suggests the one that a process was last deployed to.</summary>
public sealed class IntegrationPackList(PlatformClient client, PromotionRecords records, PromotionLogs published)
{
    /// <summary>The packs for <paramref name="purpose"/> that can be installed several times, by name.</summary>
    /// <param name="process">Name of the process to suggest a pack for; empty for no suggestion.</param>
    /// <param name="purpose">What the pack is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PackListing> ListAsync(string process, PackPurpose purpose, CancellationToken cancellationToken)
    {
        var reading = client.In(new CallScope(CallLane.Interactive)).PublisherPacks.ListAsync(client.Primary, cancellationToken);
        var deployed = process.Length == 0 ? [] : await DeployedToAsync(process, purpose, cancellationToken);
        List<IntegrationPack> packs =
        [
            .. (await reading)
                .Where(pack => pack.InstallationType == InstallationType.Multi && Suits(pack.Name, purpose))
                .OrderBy(pack => pack.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(pack => pack.Id.Value, StringComparer.Ordinal),
        ];
        var byId = packs.ToLookup(pack => pack.Id.Value, StringComparer.Ordinal);
        return new PackListing(packs, deployed.Select(id => byId[id].FirstOrDefault()).FirstOrDefault(pack => pack is not null));
    }

    private static bool Suits(string name, PackPurpose purpose) => purpose switch
    {
        PackPurpose.Test => PackNames.IsTest(name),
        PackPurpose.Production => !PackNames.IsTest(name),
        _ => true,
    };

    // IDs of the packs that the process was deployed to, the latest first: the working copies, and what only DataHub has beside them.
    private async Task<IReadOnlyList<string>> DeployedToAsync(string process, PackPurpose purpose, CancellationToken cancellationToken)
    {
        var status = purpose == PackPurpose.Test ? PromotionStatus.TestDeployed : PromotionStatus.Deployed;
        var query = new StatusQuery { ProcessName = process, Statuses = new HashSet<PromotionStatus> { status } };
        var logging = published.QueryAsync(query.ToFilter(), cancellationToken: cancellationToken);
        var working = (await records.ListByStatusAsync(status, new IndexRange(Descending: true), cancellationToken)).Select(stored => stored.Promotion).ToList();
        var logged = await logging;

        // A promotion that is not a working copy of this status may be one of another by now; the working copy decides.
        var others = logged.Select(PublishedPromotion.Read).OfType<PublishedPromotion>().Select(log => log.Promotion).Where(query.Matches).ExceptBy(working.Select(promotion => promotion.Id), promotion => promotion.Id).ToList();
        var moved = (await records.GetManyAsync([.. others.Select(promotion => promotion.Id)], cancellationToken)).Select(stored => stored.Promotion.Id).ToHashSet();
        return
        [
            .. working.Where(query.Matches)
                .Concat(others.Where(promotion => !moved.Contains(promotion.Id)))
                .Select(promotion => (At: DeployedAt(promotion, status), Pack: status == PromotionStatus.TestDeployed ? promotion.TestRelease : promotion.ProductionRelease))
                .Where(release => release.Pack is { PackId.Length: > 0 })
                .OrderByDescending(release => release.At)
                .Select(release => release.Pack!.PackId)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static DateTimeOffset DeployedAt(Promotion promotion, PromotionStatus status) =>
        (status == PromotionStatus.TestDeployed ? promotion.TestDeployedAt : promotion.DeployedAt ?? promotion.AdminDecision?.At) ?? promotion.InitiatedAt;
}
