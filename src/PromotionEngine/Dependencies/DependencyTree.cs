using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Dependencies;

/// <summary>Everything that a component needs.</summary>
/// <param name="Account">The development account.</param>
/// <param name="Root">The root component.</param>
/// <param name="Package">The package whose manifest fixed the versions; null when the root was never packaged and the current versions were taken.</param>
/// <param name="Nodes">The components, each once, the root first.</param>
/// <param name="IsPartial">Whether there is more than the allowed number, and the rest was left out.</param>
public sealed record DependencyTree(AccountId Account, ComponentId Root, PackagedComponent? Package, IReadOnlyList<DependencyNode> Nodes, bool IsPartial)
{
    /// <summary>The root's node.</summary>
    public DependencyNode RootNode => Nodes[0];

    /// <summary>Who refers to whom among the components that would be promoted; connections are left out.</summary>
    public ReferenceGraph PromotedGraph()
    {
        var promoted = Nodes.Where(node => !node.IsConnection).ToList();
        var ids = promoted.Select(node => node.Id).ToHashSet();
        return new ReferenceGraph(promoted.Select(node =>
            KeyValuePair.Create(node.Id, (IReadOnlyList<ComponentId>)[.. node.References.Where(ids.Contains)])));
    }
}
