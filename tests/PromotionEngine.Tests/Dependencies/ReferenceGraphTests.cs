using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Dependencies;

[TestFixture]
public sealed class ReferenceGraphTests
{
    [Test]
    public void DepthsFrom_AnyGraph_IsTheShortestWay() => Properties.Check(GraphGen.Any, sample =>
    {
        var root = sample.Graph.Components.First();
        var depths = sample.Graph.DepthsFrom(root);

        Assert.That(depths[root], Is.Zero);
        foreach (var (id, depth) in depths)
        {
            // No reference shortens it, and some reference explains it.
            foreach (var child in sample.Graph.ReferencesOf(id).Where(sample.Graph.Contains))
            {
                Assert.That(depths[child], Is.LessThanOrEqualTo(depth + 1));
            }

            Assert.That(depth == 0 || depths.Any(parent => parent.Value == depth - 1 && sample.Graph.ReferencesOf(parent.Key).Contains(id)), Is.True);
        }
    });

    [Test]
    public void Cycles_AnyGraph_AreExactlyThoseThatReachEachOther() => Properties.Check(GraphGen.Any, sample =>
    {
        var reach = sample.Graph.Components.ToDictionary(id => id, id => Reach(sample.Graph, id));
        var expected = sample.Graph.Components
            .Where(id => reach[id].Contains(id))
            .Select(id => string.Join(',', sample.Graph.Components.Where(other => reach[id].Contains(other) && reach[other].Contains(id)).Select(other => other.Value).Order(StringComparer.Ordinal)))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.That(sample.Graph.Cycles().Select(cycle => string.Join(',', cycle)), Is.EqualTo(expected));
        Assert.That(sample.Reversed().Cycles(), Is.EqualTo(sample.Graph.Cycles()));
    });

    [Test]
    public void CyclesAndDepths_OfAChainOfFiveThousand_DoNotOverflow()
    {
        var ids = Enumerable.Range(0, 5_000).Select(number => new ComponentId($"c{number:d5}")).ToList();
        var chain = new ReferenceGraph(ids.Select((id, at) => KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)(at + 1 < ids.Count ? [ids[at + 1]] : []))));
        var ring = new ReferenceGraph(ids.Select((id, at) => KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)[ids[(at + 1) % ids.Count]])));

        Assert.That(chain.Cycles(), Is.Empty);
        Assert.That(chain.DepthsFrom(ids[0])[ids[^1]], Is.EqualTo(4_999));
        Assert.That(ring.Cycles().Single(), Has.Count.EqualTo(5_000));
    }

    private static HashSet<ComponentId> Reach(ReferenceGraph graph, ComponentId from)
    {
        var seen = new HashSet<ComponentId>();
        var open = new Stack<ComponentId>(graph.ReferencesOf(from).Where(graph.Contains));
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var child in graph.ReferencesOf(next).Where(graph.Contains))
                {
                    open.Push(child);
                }
            }
        }

        return seen;
    }
}
