using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions;

/// <summary>What a run will do, before it does anything.</summary>
/// <param name="Tree">The components at the versions that the package froze.</param>
/// <param name="Targets">Where each goes.</param>
/// <param name="Superseded">The promotion at rest that this one takes over from; null when there is none.</param>
public sealed record PromotionPlan(DependencyTree Tree, IReadOnlyDictionary<ComponentId, ProductionTarget> Targets, Promotion? Superseded)
{
    /// <summary>The components to promote, connections left out.</summary>
    public IReadOnlyList<DependencyNode> Promoted { get; } = [.. Tree.Nodes.Where(node => !node.IsConnection)];

    /// <summary>The development IDs of the tree, connections included; letter case does not matter.</summary>
    internal HashSet<string> DevIds { get; } = Tree.Nodes.Select(node => node.Id.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The connections of the tree.</summary>
    public IReadOnlyList<DependencyNode> Connections { get; } = [.. Tree.Nodes.Where(node => node.IsConnection)];

    /// <summary>Connections without a production counterpart: with any of these nothing is begun.</summary>
    public IReadOnlyList<DependencyNode> Unmapped => [.. Connections.Where(node => Targets[node.Id].Status == ProductionStatus.Unmapped)];

    /// <summary>The writes in their order.</summary>
    public IReadOnlyList<PlannedWrite> Writes() => WriteOrder.Plan(Tree.PromotedGraph(), id => Targets[id].Status == ProductionStatus.New);

    /// <summary>The production IDs that are known before the run, by development ID; letter case does not matter.</summary>
    public Dictionary<string, string> KnownIds() => Targets
        .Where(pair => pair.Value.ProdComponentId.Length > 0)
        .ToDictionary(pair => pair.Key.Value, pair => pair.Value.ProdComponentId, StringComparer.OrdinalIgnoreCase);
}
