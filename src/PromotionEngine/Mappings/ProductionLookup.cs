using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Promotions;

namespace PromotionEngine.Mappings;

/// <summary>
/// Finds what production has for the components of a tree. A mapping alone is not believed: before an update is chosen the mapped component must
/// exist where it will be written, else it is created afresh.
/// </summary>
public sealed class ProductionLookup(CurrentMappings mappings, PlatformOptions options)
{
    /// <summary>The target of every component of <paramref name="tree"/>.</summary>
    /// <param name="platform">The scoped client.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="superseded">The promotion at rest whose branch a new one would start from; its created components keep their IDs.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task<IReadOnlyDictionary<ComponentId, ProductionTarget>> FindAsync(
        BoomiPlatform platform, DependencyTree tree, Promotion? superseded, CancellationToken cancellationToken)
    {
        var primary = new AccountId(options.AccountId);
        var mapped = (await mappings.FindAsync(tree.Account, [.. tree.Nodes.Select(node => node.Id)], cancellationToken))
            .ToDictionary(mapping => new ComponentId(mapping.DevComponentId));
        var earlier = (superseded?.Results ?? [])
            .Where(result => result.ProdComponentId.Length > 0)
            .ToDictionary(result => new ComponentId(result.DevComponentId));
        var prodIds = mapped.Values.Select(mapping => new ComponentId(mapping.ProdComponentId)).Distinct().ToList();
        var main = (await platform.Metadata.CurrentAsync(primary, prodIds, cancellationToken)).ToDictionary(component => component.Id);
        var onBranch = superseded is { BranchId.Length: > 0 }
            ? await InheritedRevisions.ReadAsync(platform, primary, superseded, main, cancellationToken)
            : new Dictionary<ComponentId, int>();
        return tree.Nodes.ToDictionary(node => node.Id, node => node.IsConnection
            ? Connection(mapped.GetValueOrDefault(node.Id), main)
            : Component(mapped.GetValueOrDefault(node.Id), earlier.GetValueOrDefault(node.Id), main, onBranch));
    }

    private static ProductionTarget Connection(ComponentMapping? mapping, Dictionary<ComponentId, ComponentMetadata> main)
    {
        if (mapping is null)
        {
            return ProductionTarget.Unmapped;
        }

        return main.TryGetValue(new ComponentId(mapping.ProdComponentId), out var component)
            ? new ProductionTarget(ProductionStatus.Mapped, mapping.ProdComponentId, component.Version)
            : ProductionTarget.Unmapped with { Note = $"Its mapping leads to {mapping.ProdComponentId}, which does not exist on main any more. Ask an admin to correct the mapping." };
    }

    private static ProductionTarget Component(
        ComponentMapping? mapping, ComponentResult? earlier, Dictionary<ComponentId, ComponentMetadata> main, IReadOnlyDictionary<ComponentId, int> onBranch)
    {
        if (mapping is not null && main.TryGetValue(new ComponentId(mapping.ProdComponentId), out var component))
        {
            return new ProductionTarget(ProductionStatus.Update, mapping.ProdComponentId, component.Version)
            {
                InheritedVersion = onBranch.TryGetValue(component.Id, out var rewritten) ? rewritten : component.Version,
                BaseVersion = earlier?.ProdComponentId == mapping.ProdComponentId && earlier.BaseVersion > 0 ? earlier.BaseVersion : component.Version,
                MainChanged = component.Version != mapping.ProdLatestVersion,
            };
        }

        if (earlier is not null && onBranch.TryGetValue(new ComponentId(earlier.ProdComponentId), out var created))
        {
            return new ProductionTarget(ProductionStatus.Update, earlier.ProdComponentId, 0) { InheritedVersion = created };
        }

        return mapping is null
            ? ProductionTarget.New
            : ProductionTarget.New with { Note = $"It was mapped to {mapping.ProdComponentId}, which does not exist on main any more; it will be created afresh." };
    }
}
