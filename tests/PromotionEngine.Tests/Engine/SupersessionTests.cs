using BoomiEmulator;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using SeededHub;

namespace PromotionEngine.Tests.Engine;

/// <summary>A second promotion of the same root, and the branches that promotions hold.</summary>
[TestFixture]
public sealed class SupersessionTests
{
    [TestCase(BulkVersionReads.AskedVersion)]
    [TestCase(BulkVersionReads.LatestVersion)]
    [TestCase(BulkVersionReads.Refused)]
    public async Task ExecutePromotion_OneComponentChangedAndPackagedAnew_IsExactlyOneUpdate(BulkVersionReads reads)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { BulkVersionReads = reads };
        var script = engine.Script("Step");
        var top = engine.Process("Top", script, engine.Script("Other"), engine.Process("Called", script));
        engine.Package(top);
        var first = await engine.PromoteAsync(top);
        engine.Change(script, Workshop.ScriptXml("2"));
        engine.Package(top, "1.1");
        engine.Change(script, Workshop.ScriptXml("unsaved editor state that nobody packaged"));
        engine.Boomi.Journal.Clear();

        var second = await engine.PromoteAsync(top);

        Assert.That((second.ErrorMessage, second.ComponentsCreated, second.ComponentsUpdated), Is.EqualTo((string.Empty, 0, 4)));
        var counts = engine.Boomi.Journal.Counts();
        Assert.That((counts.GetValueOrDefault("Component.create"), counts["Component.update"]), Is.EqualTo((0L, 1L)));
        var prod = first.PromotionResults.Single(result => result.DevComponentId == script).ProdComponentId;
        Assert.That(engine.Boomi.World.Component(engine.Primary, prod, second.BranchId).Content.ObjectXml, Does.Contain("return '2'"));
    }

    [Test]
    public async Task ExecutePromotion_ManyTimesUnchangedAndThenChanged_NeverCreatesAnythingTwice()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var top = engine.Process("Top", script);
        engine.Package(top);
        var first = await engine.PromoteAsync(top);
        var ids = first.PromotionResults.ToDictionary(result => result.DevComponentId, result => result.ProdComponentId);
        engine.Boomi.Journal.Clear();

        // Each branch is made of the one before, which is deleted: the third has nothing of its own and knows the components by inheritance alone.
        var last = first;
        for (var time = 2; time <= 4; time++)
        {
            last = await engine.PromoteAsync(top);
            Assert.That((last.ErrorMessage, last.ComponentsCreated, last.ComponentsUpdated), Is.EqualTo((string.Empty, 0, 2)), $"promotion {time}");
            Assert.That(last.PromotionResults.ToDictionary(result => result.DevComponentId, result => result.ProdComponentId), Is.EqualTo(ids));
        }

        var unchanged = engine.Boomi.Journal.Counts();
        Assert.That((unchanged.GetValueOrDefault("Component.create"), unchanged.GetValueOrDefault("Component.update")), Is.EqualTo((0L, 0L)));

        engine.Change(script, Workshop.ScriptXml("5"));
        engine.Package(top, "1.1");
        var changed = await engine.PromoteAsync(top);

        var counts = engine.Boomi.Journal.Counts();
        Assert.That((changed.ErrorMessage, counts.GetValueOrDefault("Component.create"), counts["Component.update"]), Is.EqualTo((string.Empty, 0L, 1L)));
        Assert.That(engine.Boomi.World.Component(engine.Primary, ids[script], changed.BranchId).Content.ObjectXml, Does.Contain("return '5'"));
    }

    [Test]
    public async Task ExecutePromotion_Again_EndsTheOldOneAndFreesItsBranch()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        var first = await engine.PromoteAsync(top);

        var second = await engine.PromoteAsync(top);

        var old = (await engine.Records.GetAsync(new PromotionId(first.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That((old.Status, old.WithdrawalReason, old.BranchId), Is.EqualTo((PromotionStatus.Withdrawn, $"superseded by {second.PromotionId}", string.Empty)));
        Assert.That(old.WithdrawnAt, Is.Not.Null);
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", second.BranchName }));
        Assert.That((await engine.Slots.ListAsync(CancellationToken.None)).Select(slot => slot.BranchName), Is.EqualTo(new[] { second.BranchName }));
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        var log = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == first.PromotionId);
        Assert.That((log["status"], log["withdrawalReason"]), Is.EqualTo(("WITHDRAWN", $"superseded by {second.PromotionId}")));
    }

    [Test]
    public async Task ExecutePromotion_PlatformRefusesABranchOfABranch_StartsFromMain()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { BranchOfBranchAllowed = false };
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        var first = await engine.PromoteAsync(top);

        var second = await engine.PromoteAsync(top);

        Assert.That((second.ErrorMessage, second.ComponentsCreated, second.ComponentsUpdated), Is.EqualTo((string.Empty, 2, 0)));
        var old = (await engine.Records.GetAsync(new PromotionId(first.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That(old.Status, Is.EqualTo(PromotionStatus.Withdrawn));
        Assert.That(engine.Boomi.World.Branches(engine.Primary), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task ExecutePromotion_Hotfix_StartsFromMainAndSupersedesNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        var first = await engine.PromoteAsync(top);

        var hotfix = await engine.PromoteAsync(top, isHotfix: true);

        Assert.That((hotfix.ErrorMessage, hotfix.ComponentsCreated), Is.EqualTo((string.Empty, 2)));
        var main = engine.Boomi.World.MainBranch(engine.Primary).Id;
        Assert.That(engine.Boomi.World.Branch(engine.Primary, hotfix.BranchId).ParentId, Is.EqualTo(main));
        var old = (await engine.Records.GetAsync(new PromotionId(first.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That(old.Status, Is.EqualTo(PromotionStatus.Completed));
        Assert.That(engine.Boomi.World.Branches(engine.Primary), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task ExecutePromotion_FailsWhileAnEarlierOneRests_LeavesTheEarlierOneAlone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        var first = await engine.PromoteAsync(top);
        engine.Change(top, Workshop.ProcessXml(engine.Script("New step")));
        engine.Package(top, "1.1");
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new BoomiEmulator.Faults.FaultRule { Operation = "Component.create", Status = 400, Effect = BoomiEmulator.Faults.FaultEffect.Status, Body = "No." });

        var second = await engine.PromoteAsync(top);

        await traces.AssertUndoneAsync(second, ErrorCodes.PromotionFailed);
        var old = (await engine.Records.GetAsync(new PromotionId(first.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That((old.Status, old.BranchId), Is.EqualTo((PromotionStatus.Completed, first.BranchId)));
    }

    [Test]
    public async Task ExecutePromotion_SlotsUsedUp_NamesTheHoldersBeforeAnyWork()
    {
        await using var engine = await RunningEngine.StartAsync();
        var world = engine.Boomi.World;
        var (one, other) = (engine.Process("One"), engine.Process("Other"));
        engine.Package(one);
        engine.Package(other);
        var holder = await engine.PromoteAsync(one);
        var main = world.MainBranch(engine.Primary).Id;
        for (var number = 0; number < 14; number++)
        {
            world.CreateBranch(engine.Primary, $"somebody-{number}", main, packageId: null, "somebody");
        }

        var traces = await Traces.Of(engine);
        engine.Boomi.Journal.Clear();
        var refused = await engine.PromoteAsync(other);

        await traces.AssertNothingWasBegunAsync(refused, ErrorCodes.BranchLimitReached);
        Assert.That(refused.ErrorMessage, Does.Contain("15 branches are in use").And.Contains(holder.PromotionId).And.Contains("alice@abc.example").And.Contains("Withdraw"));
        var hotfix = await engine.PromoteAsync(other, isHotfix: true);
        Assert.That(hotfix.ErrorMessage, Is.Empty, "an emergency may use the reserve");
    }

    [Test]
    public async Task ExecutePromotion_WhileAnotherRuns_IsPromotionInProgressNamingIt()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (one, other) = (engine.Process("One"), engine.Process("Other"));
        engine.Package(one);
        engine.Package(other);
        engine.Boomi.Faults.Add(new BoomiEmulator.Faults.FaultRule { Operation = "Component.create", Nth = 1, DelayMs = 3_000, Effect = BoomiEmulator.Faults.FaultEffect.Delay });
        var running = engine.PromoteAsync(one);
        while (engine.Boomi.Journal.Counts().GetValueOrDefault("Branch.create") == 0)
        {
            await Task.Delay(5);
        }

        var refused = await engine.PromoteAsync(other);
        var first = await running;

        Assert.That(first.ErrorMessage, Is.Empty);
        Assert.That((refused.ErrorCode, refused.PromotionId), Is.EqualTo((ErrorCodes.PromotionInProgress, string.Empty)));
        Assert.That(refused.ErrorMessage, Does.Contain(first.PromotionId).And.Contains(engine.DevAccount));
        Assert.That((await engine.PromoteAsync(other)).ErrorMessage, Is.Empty, "the claim is free again");
    }
}
