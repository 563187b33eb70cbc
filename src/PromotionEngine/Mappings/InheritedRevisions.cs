using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Mappings;

/// <summary>
/// Which version the branch of a superseded promotion holds of each component of that promotion. A branch's own revisions are listed under it, but what it
/// took over from the branch that it was made of is not: that is the version the promotion recorded, believed for a component that main does not have
/// only when the platform still shows it.
/// </summary>
internal static class InheritedRevisions
{
    /// <summary>The versions by production component; what the branch does not hold is absent.</summary>
    public static async Task<IReadOnlyDictionary<ComponentId, int>> ReadAsync(
        BoomiPlatform platform, AccountId primary, Promotion superseded, IReadOnlyDictionary<ComponentId, ComponentMetadata> main, CancellationToken cancellationToken)
    {
        var recorded = superseded.Results
            .Where(result => result.ProdComponentId.Length > 0 && result.Version > 0)
            .ToDictionary(result => new ComponentId(result.ProdComponentId), result => result.Version);
        var branch = new BranchId(superseded.BranchId);
        var own = (await platform.Metadata.OnBranchAsync(primary, branch, [.. recorded.Keys], cancellationToken)).ToDictionary(component => component.Id);
        var versions = own.Values.Where(component => !component.Deleted).ToDictionary(component => component.Id, component => component.Version);
        foreach (var (id, version) in recorded.Where(entry => !own.ContainsKey(entry.Key) && main.ContainsKey(entry.Key)))
        {
            versions[id] = version;
        }

        var unsure = recorded.Keys.Where(id => !own.ContainsKey(id) && !main.ContainsKey(id)).ToList();
        var shown = (await platform.Metadata.RevisionsAsync(primary, unsure, cancellationToken)).Where(row => !row.Deleted).Select(row => (row.Id, row.Version)).ToHashSet();
        foreach (var id in unsure.Where(id => shown.Contains((id, recorded[id]))))
        {
            versions[id] = recorded[id];
        }

        // Whether revisions of a deleted branch stay listed is not documented: what is not listed is asked for on the branch itself.
        var missing = unsure.Where(id => !versions.ContainsKey(id)).ToList();
        foreach (var read in await platform.Components.GetOnBranchManyAsync(primary, branch, missing, cancellationToken))
        {
            if (read.Xml is not null)
            {
                versions[read.Id] = read.Version;
            }
        }

        return versions;
    }
}
