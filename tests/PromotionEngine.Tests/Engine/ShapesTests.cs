using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>Trees of every shape: each component once, references whole.</summary>
[TestFixture]
public sealed class ShapesTests
{
    [Test]
    public async Task ExecutePromotion_Cycle_EveryReferenceStandsAtTheEnd()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, two, three) = (engine.Process("One"), engine.Process("Two"), engine.Process("Three"));
        engine.Change(one, Workshop.ProcessXml(two));
        engine.Change(two, Workshop.ProcessXml(three));
        engine.Change(three, Workshop.ProcessXml(one));
        engine.Package(one);

        var answer = await engine.PromoteAsync(one);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 3)));
        AssertRefersTo(engine, answer, one, two);
        AssertRefersTo(engine, answer, two, three);
        AssertRefersTo(engine, answer, three, one);
        Assert.That(engine.Boomi.Journal.Counts()["Component.create"], Is.EqualTo(3));
        Assert.That(answer.PromotionResults.Select(result => result.ReferencesRewritten), Is.All.EqualTo(1));
    }

    [Test]
    public async Task ExecutePromotion_CycleWithAMemberThatFails_TellsOfThatMemberOnly()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, two) = (engine.Process("One"), engine.Process("Two"));
        engine.Change(one, Workshop.ProcessXml(two));
        engine.Change(two, Workshop.ProcessXml(one));
        engine.Package(one);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 2, Status = 400, Effect = FaultEffect.Status, Body = "No room for it." });

        var answer = await engine.PromoteAsync(one);

        var promotion = await traces.AssertUndoneAsync(answer, ErrorCodes.PromotionFailed);
        Assert.That(promotion.Results.Where(result => result.Action == ComponentResult.Failed).Select(result => result.ErrorMessage), Is.EqualTo(new[] { "No room for it." }));
        Assert.That(answer.ErrorMessage, Does.StartWith("1 of 2 components"));
    }

    [Test]
    public async Task ExecutePromotion_SelfReference_PointsToItsOwnProductionId()
    {
        await using var engine = await RunningEngine.StartAsync();
        var self = engine.Process("Recursive");
        engine.Change(self, Workshop.ProcessXml(self));
        engine.Package(self);

        var answer = await engine.PromoteAsync(self);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 1)));
        AssertRefersTo(engine, answer, self, self);
        var withoutPackage = await engine.ExecuteAsync([self]);
        Assert.That(withoutPackage.ErrorMessage, Is.Empty, "a process that calls itself is the root all the same");
    }

    [Test]
    public async Task ExecutePromotion_Diamond_WritesTheSharedPartOnce()
    {
        await using var engine = await RunningEngine.StartAsync();
        var shared = engine.Script("Shared");
        var (left, right) = (engine.Process("Left", shared), engine.Process("Right", shared));
        var top = engine.Process("Top", left, right);
        engine.Package(top);

        var tree = await engine.ResolveAsync(top);
        var answer = await engine.PromoteAsync(top);

        Assert.That(tree.Dependencies.Select(row => (row.ComponentId, row.Depth)), Is.EqualTo(new[] { (top, 0), (left, 1), (right, 1), (shared, 2) }).Or.EqualTo(new[] { (top, 0), (right, 1), (left, 1), (shared, 2) }));
        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 4)));
        Assert.That(engine.Boomi.Journal.Counts()["Component.create"], Is.EqualTo(4));
        AssertRefersTo(engine, answer, left, shared);
        AssertRefersTo(engine, answer, right, shared);
    }

    [Test]
    public async Task ExecutePromotion_ComponentsOfOneNameAndFolder_AreAllThere()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, other) = (engine.Script("Twin"), engine.Script("Twin"));
        var top = engine.Process("Top", one, other);
        engine.Package(top);

        var answer = await engine.PromoteAsync(top);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 3)));
        Assert.That(answer.PromotionResults.Select(result => result.ProdComponentId).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task ExecutePromotion_TwoMappedToOneProductionComponent_IsANamedFailureNotAnInternalError()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, other) = (engine.Script("One"), engine.Script("Other"));
        var top = engine.Process("Top", one, other);
        engine.Package(top);
        var prod = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Only one", Workshop.ScriptXml("0")).ComponentId;
        await engine.MapAsync(one, prod, "script.processing");
        await engine.MapAsync(other, prod, "script.processing");
        var traces = await Traces.Of(engine);

        var answer = await engine.PromoteAsync(top);

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.InvalidRequest);
        Assert.That(answer.ErrorMessage, Does.Contain(one).And.Contains(other).And.Contains(prod));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ExecutePromotion_DryRun_AnswersTheSameAndWritesNothing(bool promotedBefore)
    {
        await using var engine = await RunningEngine.StartAsync();
        if (promotedBefore)
        {
            await engine.PromoteMainAsync();
        }

        var branches = engine.Boomi.World.Branches(engine.Primary).Count;
        engine.Boomi.Journal.Clear();
        var dry = await engine.PromoteMainAsync(dryRun: true);
        var counts = engine.Boomi.Journal.Counts();
        var real = await engine.PromoteMainAsync();

        Assert.That((dry.Success, dry.ErrorMessage, dry.PromotionId, dry.BranchId, dry.BranchName), Is.EqualTo((true, string.Empty, string.Empty, string.Empty, string.Empty)));
        Assert.That(counts.Keys.Where(operation => operation.EndsWith(".create", StringComparison.Ordinal) || operation.EndsWith(".update", StringComparison.Ordinal)), Is.Empty);
        Assert.That(promotedBefore ? branches : 1, Is.EqualTo(branches));
        Assert.That(
            dry.PromotionResults.Select(Row), Is.EquivalentTo(real.PromotionResults.Select(Row)));
        Assert.That((dry.ComponentsCreated, dry.ComponentsUpdated, dry.ConnectionsSkipped), Is.EqualTo((real.ComponentsCreated, real.ComponentsUpdated, real.ConnectionsSkipped)));

        static (string, string, string, bool, string, int) Row(PromotionResult result) =>
            (result.DevComponentId, result.ComponentName, result.Action, result.ConfigStripped, result.StrippedElements, result.ReferencesRewritten);
    }

    private static void AssertRefersTo(RunningEngine engine, ExecutePromotionResponse answer, string from, string to)
    {
        var prod = answer.PromotionResults.ToDictionary(result => result.DevComponentId, result => result.ProdComponentId, StringComparer.Ordinal);
        var text = engine.Boomi.World.Component(engine.Primary, prod[from], answer.BranchId).Content.ObjectXml;
        Assert.That(text, Does.Contain(prod[to]).And.Not.Contains(to));
    }
}
