using PromotionEngine.Components;

namespace PromotionEngine.Dependencies;

/// <summary>Which component refers to which. Pure.</summary>
public sealed class ReferenceGraph
{
    private readonly Dictionary<ComponentId, IReadOnlyList<ComponentId>> _references;

    /// <summary>A graph of <paramref name="references"/>: a component, and what it refers to.</summary>
    public ReferenceGraph(IEnumerable<KeyValuePair<ComponentId, IReadOnlyList<ComponentId>>> references) => _references = new(references);

    /// <summary>The components of the graph.</summary>
    public IReadOnlyCollection<ComponentId> Components => _references.Keys;

    /// <summary>Whether <paramref name="component"/> is in the graph.</summary>
    public bool Contains(ComponentId component) => _references.ContainsKey(component);

    /// <summary>What <paramref name="component"/> refers to; empty for one that is not in the graph.</summary>
    public IReadOnlyList<ComponentId> ReferencesOf(ComponentId component) => _references.GetValueOrDefault(component, []);

    /// <summary>
    /// Distance of each component from <paramref name="root"/>, the shortest way. Components that cannot be reached are absent; a cycle ends the walk.
    /// </summary>
    public IReadOnlyDictionary<ComponentId, int> DepthsFrom(ComponentId root)
    {
        var depths = new Dictionary<ComponentId, int> { [root] = 0 };
        var queue = new Queue<ComponentId>([root]);
        while (queue.TryDequeue(out var component))
        {
            foreach (var child in ReferencesOf(component).Where(child => Contains(child) && !depths.ContainsKey(child)))
            {
                depths[child] = depths[component] + 1;
                queue.Enqueue(child);
            }
        }

        return depths;
    }

    /// <summary>
    /// Groups of components that need each other, and single components that refer to themselves; everything else is in no group.
    /// Members in the order of their IDs, groups by their first member.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<ComponentId>> Cycles() => new CycleSearch(this).Run();
}
