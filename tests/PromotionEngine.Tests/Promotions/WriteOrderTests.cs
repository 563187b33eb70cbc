using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Dependencies;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Promotions;

[TestFixture]
public sealed class WriteOrderTests
{
    [Test]
    public void Plan_AnyGraph_HasEveryComponentOnce() => Properties.Check(GraphGen.Any, sample =>
        Assert.That(WriteOrder.Plan(sample.Graph, sample.New.Contains).Select(write => write.Id), Is.EquivalentTo(sample.Graph.Components)));

    [Test]
    public void Plan_AnyGraph_EveryWaitComesBefore() => Properties.Check(GraphGen.Any, sample =>
    {
        var done = new HashSet<ComponentId>();
        foreach (var write in WriteOrder.Plan(sample.Graph, sample.New.Contains))
        {
            Assert.That(write.WaitsFor.Except(done), Is.Empty, write.Id.Value);
            done.Add(write.Id);
        }
    });

    [Test]
    public void Plan_AnyGraph_EveryNewReferenceIsWaitedForOrLeftOut() => Properties.Check(GraphGen.Any, sample =>
    {
        foreach (var write in WriteOrder.Plan(sample.Graph, sample.New.Contains))
        {
            var needed = sample.Graph.ReferencesOf(write.Id).Where(id => sample.Graph.Contains(id) && sample.New.Contains(id)).ToHashSet();
            Assert.That(write.WaitsFor.Intersect(write.LeftOut), Is.Empty);
            Assert.That(write.WaitsFor.Union(write.LeftOut), Is.EquivalentTo(needed));
        }
    });

    [Test]
    public void Plan_AnyGraph_LeavesOutOnlyBetweenNewMembersOfOneCycle() => Properties.Check(GraphGen.Any, sample =>
    {
        var waits = new ReferenceGraph(sample.Graph.Components.Select(id =>
            KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)[.. sample.Graph.ReferencesOf(id).Where(child => sample.Graph.Contains(child) && sample.New.Contains(child))])));
        var cycles = waits.Cycles();
        foreach (var write in WriteOrder.Plan(sample.Graph, sample.New.Contains))
        {
            Assert.That(write.LeftOut.Where(id => !cycles.Any(cycle => cycle.Contains(id) && cycle.Contains(write.Id))), Is.Empty, write.Id.Value);
        }
    });

    // What exists already can be updated with every reference in place: nothing of it may ever be left out.
    [Test]
    public void Plan_AnyGraph_LeavesNothingOutOfWhatExists() => Properties.Check(GraphGen.Any, sample =>
    {
        foreach (var write in WriteOrder.Plan(sample.Graph, sample.New.Contains).Where(write => !sample.New.Contains(write.Id)))
        {
            Assert.That(write.LeftOut, Is.Empty, write.Id.Value);
        }
    });

    [Test]
    public void Plan_AnyGraph_IsTheSameWhateverTheOrderOfTheInput() => Properties.Check(GraphGen.Any, sample =>
        Assert.That(
            WriteOrder.Plan(sample.Reversed(), sample.New.Contains).Select(Text), Is.EqualTo(WriteOrder.Plan(sample.Graph, sample.New.Contains).Select(Text))));

    [Test]
    public void Plan_ChainOfFiveThousand_IsWrittenFromItsEnd()
    {
        var ids = Enumerable.Range(0, 5_000).Select(number => new ComponentId($"c{number:d5}")).ToList();
        var chain = new ReferenceGraph(ids.Select((id, at) => KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)(at + 1 < ids.Count ? [ids[at + 1]] : []))));

        var plan = WriteOrder.Plan(chain, _ => true);

        Assert.That(plan.Select(write => write.Id), Is.EqualTo(ids.AsEnumerable().Reverse()));
        Assert.That(plan.Select(write => write.LeftOut), Is.All.Empty);
    }

    [Test]
    public void Plan_RingOfFiveThousand_IsOpenedAtOnePlace()
    {
        var ids = Enumerable.Range(0, 5_000).Select(number => new ComponentId($"c{number:d5}")).ToList();
        var ring = new ReferenceGraph(ids.Select((id, at) => KeyValuePair.Create(id, (IReadOnlyList<ComponentId>)[ids[(at + 1) % ids.Count]])));

        var plan = WriteOrder.Plan(ring, _ => true);

        Assert.That(plan.Sum(write => write.LeftOut.Count), Is.EqualTo(1));
    }

    [Test]
    public void Plan_ComponentsThatExist_WaitForNothing()
    {
        var (a, b) = (new ComponentId("a"), new ComponentId("b"));
        var graph = new ReferenceGraph([KeyValuePair.Create(a, (IReadOnlyList<ComponentId>)[b]), KeyValuePair.Create(b, (IReadOnlyList<ComponentId>)[a])]);

        var plan = WriteOrder.Plan(graph, _ => false);

        Assert.That(plan.Select(write => (write.WaitsFor.Count, write.LeftOut.Count)), Is.All.EqualTo((0, 0)));
    }

    private static string Text(PlannedWrite write) =>
        $"{write.Id}:{string.Join(',', write.WaitsFor.Select(id => id.Value).Order(StringComparer.Ordinal))}:{string.Join(',', write.LeftOut.Select(id => id.Value).Order(StringComparer.Ordinal))}";
}
