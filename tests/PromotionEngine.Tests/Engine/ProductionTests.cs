using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Engine;

/// <summary>What production has already: kept where it is an admin's, replaced where it is ours, made afresh where it is gone.</summary>
[TestFixture]
public sealed class ProductionTests
{
    private const string Operation = "connector-action";

    [Test]
    public async Task ExecutePromotion_Update_KeepsWhatProductionHoldsAtTheStrippedPlaces()
    {
        await using var engine = await RunningEngine.StartAsync();
        var world = engine.Boomi.World;
        var dev = world.AddComponent(engine.DevAccount, "Workshop", Operation, "http", "Send", OperationXml("dev-host", "dev-canary-secret", "new")).ComponentId;
        var top = engine.Process("Top", dev);
        engine.Package(top);
        var prod = world.AddComponent(engine.Primary, "Promoted", Operation, "http", "Send", OperationXml("production-host", "production-vault-secret", "old")).ComponentId;
        var before = world.Component(engine.Primary, prod);
        await engine.MapAsync(dev, prod, Operation);

        var answer = await engine.PromoteAsync(top);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated, answer.ComponentsUpdated), Is.EqualTo((string.Empty, 1, 1)));
        var result = answer.PromotionResults.Single(row => row.DevComponentId == dev);
        Assert.That((result.ProdComponentId, result.ConfigStripped), Is.EqualTo((prod, true)));
        Assert.That(result.StrippedElements.Split(','), Is.SupersetOf(new[] { "host", "password" }));
        var after = world.Component(engine.Primary, prod, answer.BranchId);
        Assert.That(after.Version, Is.GreaterThan(before.Version));
        Assert.That(after.Content.ObjectXml, Does.Contain("production-host").And.Contains("new").And.Not.Contains("dev-host").And.Not.Contains("dev-canary"));
        Assert.That(after.Content.Secrets, Is.EqualTo(before.Content.Secrets), "the encrypted value is the one that an admin set");
        Assert.That(after.FolderId, Is.EqualTo(before.FolderId), "it stays where production keeps it");
        Assert.That(world.Component(engine.Primary, prod).Version, Is.EqualTo(before.Version), "main is untouched");
    }

    [Test]
    public async Task ExecutePromotion_OnlySecretsDiffer_WritesNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var world = engine.Boomi.World;
        var dev = world.AddComponent(engine.DevAccount, "Workshop", Operation, "http", "Send", OperationXml("dev-host", "dev-canary-secret", "same")).ComponentId;
        var top = engine.Process("Top", dev);
        engine.Package(top);
        var prod = world.AddComponent(engine.Primary, "Promoted", Operation, "http", "Send", OperationXml("production-host", "production-vault-secret", "same")).ComponentId;
        await engine.MapAsync(dev, prod, Operation);
        engine.Boomi.Journal.Clear();

        var answer = await engine.PromoteAsync(top);

        Assert.That((answer.ErrorMessage, answer.ComponentsUpdated), Is.EqualTo((string.Empty, 1)));
        Assert.That(engine.Boomi.Journal.Counts().GetValueOrDefault("Component.update"), Is.Zero);
    }

    [Test]
    public async Task ExecutePromotion_MappedComponentVanished_IsCreatedAfresh()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var top = engine.Process("Top", script);
        engine.Package(top);
        var gone = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Step", Workshop.ScriptXml("0")).ComponentId;
        engine.Boomi.World.DeleteComponent(engine.Primary, gone, "somebody");
        await engine.MapAsync(script, gone, "script.processing");

        var tree = await engine.ResolveAsync(top);
        var answer = await engine.PromoteAsync(top);

        var row = tree.Dependencies.Single(dependency => dependency.ComponentId == script);
        Assert.That((row.ProdStatus, row.ProdComponentId), Is.EqualTo(("NEW", string.Empty)));
        Assert.That(row.ErrorMessage, Does.Contain(gone).And.Contains("created afresh"));
        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 2)));
        Assert.That(answer.PromotionResults.Single(result => result.DevComponentId == script).ProdComponentId, Is.Not.EqualTo(gone));
    }

    [Test]
    public async Task ResolveDependencies_MainMovedOnSinceOurMerge_WarnsAndNotesTheBase()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (moved, still) = (engine.Script("Moved"), engine.Script("Still"));
        var top = engine.Process("Top", moved, still);
        engine.Package(top);
        var world = engine.Boomi.World;
        var prods = new[] { "Moved", "Still" }.Select(name => world.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, name, Workshop.ScriptXml("0")).ComponentId).ToList();
        await engine.MapAsync(moved, prods[0], "script.processing");
        await engine.MapAsync(still, prods[1], "script.processing");
        world.UpdateComponent(engine.Primary, prods[0], Workshop.ScriptXml("by hand"));

        var tree = await engine.ResolveAsync(top);
        var answer = await engine.PromoteAsync(top);

        Assert.That(
            tree.Dependencies.Where(row => row.ProdStatus == "UPDATE").Select(row => (row.ComponentId, row.MainChanged, row.ProdCurrentVersion)),
            Is.EquivalentTo(new[] { (moved, true, 2), (still, false, 1) }));
        Assert.That((tree.NewCount, tree.UpdateCount), Is.EqualTo((1, 2)));
        var stored = (await engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That(stored.Results.Single(result => result.DevComponentId == moved).BaseVersion, Is.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ExecutePromotion_UnchangedUpdates_DoNotMatterToThePromotion(bool refused)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { UnchangedUpdateRefused = refused };
        await engine.PromoteMainAsync();

        var second = await engine.PromoteMainAsync();

        Assert.That((second.ErrorMessage, second.ComponentsUpdated), Is.EqualTo((string.Empty, 35)));
    }

    [Test]
    public async Task ExecutePromotion_UpdateFails_SkipsWhatDependsOnItEvenWhenThatCouldBeWritten()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var top = engine.Process("Top", script);
        engine.Package(top);
        var prod = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Step", Workshop.ScriptXml("0")).ComponentId;
        await engine.MapAsync(script, prod, "script.processing");
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.update", DelayMs = 300, Status = 400, Effect = FaultEffect.Status, Body = "Locked by somebody." });

        var answer = await engine.PromoteAsync(top);

        var promotion = await traces.AssertUndoneAsync(answer, ErrorCodes.PromotionFailed);
        Assert.That(
            promotion.Results.Select(result => (result.DevComponentId, result.Action)),
            Is.EquivalentTo(new[] { (script, ComponentResult.Failed), (top, ComponentResult.Skipped) }));
    }

    private static string OperationXml(string host, string password, string path) =>
        $"<GenericOperationConfig xmlns=\"\"><field id=\"host\" type=\"string\" value=\"{host}\"/><field id=\"password\" type=\"password\" value=\"{password}\"/><field id=\"path\" type=\"string\" value=\"{path}\"/></GenericOperationConfig>";
}
