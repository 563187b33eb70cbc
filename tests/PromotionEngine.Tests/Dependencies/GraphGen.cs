using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;

namespace PromotionEngine.Tests.Dependencies;

/// <summary>Graphs of a few components with any references, and which of the components are new.</summary>
internal sealed record GraphGen(ReferenceGraph Graph, IReadOnlySet<ComponentId> New)
{
    /// <summary>Any such graph: sparse and dense ones, with cycles and self-references.</summary>
    public static Arbitrary<GraphGen> Any { get; } = (
        from size in Gen.Choose(1, 14)
        from edges in Gen.ListOf(from a in Gen.Choose(0, size - 1) from b in Gen.Choose(0, size) select (From: a, To: b))
        from isNew in Gen.ArrayOf(Gen.Elements(true, true, false), size)
        select Of(size, edges, isNew)).ToArbitrary();

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Graph.Components.Select(id => $"{id}{(New.Contains(id) ? "*" : string.Empty)} -> {string.Join(',', Graph.ReferencesOf(id))}"));

    /// <summary>The graph with its components given in the other order.</summary>
    public ReferenceGraph Reversed() => new(Graph.Components.Reverse().Select(id => KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)[.. Graph.ReferencesOf(id).Reverse()])));

    private static GraphGen Of(int size, IEnumerable<(int From, int To)> edges, bool[] isNew)
    {
        var to = edges.Distinct().ToLookup(edge => edge.From, edge => Id(edge.To));
        return new GraphGen(
            new ReferenceGraph(Enumerable.Range(0, size).Select(number => KeyValuePair.Create(Id(number), (IReadOnlyList<ComponentId>)[.. to[number]]))),
            Enumerable.Range(0, size).Where(number => isNew[number]).Select(Id).ToHashSet());
    }

    // One number beyond the last stands for a component outside of the graph.
    private static ComponentId Id(int number) => new($"c{number:d2}");
}
