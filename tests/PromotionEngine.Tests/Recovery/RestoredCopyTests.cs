using BoomiEmulator;
using BoomiEmulator.Faults;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;
using PromotionEngine.Deployments;
using PromotionEngine.Maintenance;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A copy of the store that is older than the platform is put in its place, as the operators' page says: marker removed, then rebuilt.</summary>
public sealed class RestoredCopyTests
{
    private static CancellationToken None => CancellationToken.None;

    // The copy is made while the branch is being created. Taken up again, that run would create its components once more.
    [Test]
    public async Task Restore_OfACopyFromTheMiddleOfARunThatIsDeployedMeanwhile_MakesNothingTwiceAndKeepsWhatWasPublished()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/Branch$", Nth = 1, Effect = FaultEffect.Delay, DelayMs = 1_500 });
        await using var store = await ConnectAsync(redis);
        await using var engine = await LabEngine.BuildAsync(world, boomi, store);
        var preparing = DeploymentScene.PrepareAsync(engine, boomi, DeploymentMode.Hotfix, isAgain: false);
        for (var attempt = 0; boomi.Faults.List()[0].Hits == 0; attempt++)
        {
            Assert.That(attempt, Is.LessThan(6_000));
            await Task.Delay(10);
        }

        var copy = redis.BackUp();
        var id = await preparing;
        Assert.That((await new DeploymentScene(DeploymentMode.Hotfix, world, string.Empty, id).DeployAsync(engine, "key")).Success, Is.True);
        await PublishAsync(engine);
        await redis.RestoreAsync(copy);

        // An engine that lived through it finds out by itself, and removes the marker.
        Assert.That((await store.CommitAsync(new Commit().IndexAdd("probe", "p", 1), None)).Status, Is.EqualTo(CommitStatus.EpochMissing));
        await using var fresh = await ConnectAsync(redis);
        await using var restored = await LabEngine.BuildAsync(world, boomi, fresh, settings: ("State:FirstStart", "false"));
        var dry = await restored.Get<StoreRebuild>().RebuildAsync(dryRun: true, None);
        var untouched = (await restored.Records.GetAsync(id, None))!.Promotion.Status;
        var report = await restored.Get<StoreRebuild>().RebuildAsync(dryRun: false, None);
        await restored.TakeOverAsync();
        await PublishAsync(restored);

        Assert.That((dry.Changed, report.Changed, report.Failed, untouched), Is.EqualTo((1, 1, 0, PromotionStatus.InProgress)), string.Join(' ', report.Findings));
        Assert.That(report.Findings, Has.Some.Contains("IN_PROGRESS in the store, has ended as DEPLOYED").And.Some.StartsWith("The audit's last entry is number 1 of "));
        Assert.That(await StatusesAsync(restored, id), Is.EqualTo((PromotionStatus.Deployed, PromotionStatus.Deployed)));
        Assert.That(ComponentsTwice(world, boomi), Is.Empty);
        Assert.That(await restored.Get<BranchSlots>().ListAsync(None), Is.Empty);
        var next = await restored.ExecuteAsync();
        Assert.That((next.Success, next.ComponentsCreated, next.ComponentsUpdated), Is.EqualTo((true, 0, 4)), next.ErrorMessage);
        Assert.That((await restored.Get<AuditLog>().VerifyAsync(None)).IsIntact, Is.True);
    }

    [Test]
    public async Task Restore_OfACopyFromTheReview_EndsWhatIsDeployedAndRestoresWhatIsNewer()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        string newer;
        await using (var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore()))
        {
            Assert.That((await scene.DeployAsync(engine, "key")).Success, Is.True);
            newer = (await engine.ExecuteAsync()).PromotionId;
            await PublishAsync(engine);
        }

        using var crash = new CrashSwitch(int.MaxValue);
        await using var restored = await RestoredAsync(scene, boomi, crash);
        Assert.CatchAsync<CommitRefusedException>(() => restored.ExecuteAsync());
        var report = await restored.Get<StoreRebuild>().RebuildAsync(dryRun: false, None);
        await PublishAsync(restored);
        var sweep = await restored.Get<BranchSweep>().SweepAsync(dryRun: true, None);
        var slots = await restored.Get<SlotReconciliation>().ReconcileAsync(dryRun: true, None);

        Assert.That((report.Changed, report.Failed), Is.EqualTo((3, 0)), string.Join(' ', report.Findings));
        Assert.That(await StatusesAsync(restored, scene.Promotion), Is.EqualTo((PromotionStatus.Deployed, PromotionStatus.Deployed)));
        Assert.That(await StatusesAsync(restored, new PromotionId(newer)), Is.EqualTo((PromotionStatus.Completed, PromotionStatus.Completed)));
        Assert.That((sweep.Changed, sweep.Failed, slots.Changed, slots.Failed), Is.EqualTo((0, 0, 0, 0)), string.Join(' ', [.. sweep.Findings, .. slots.Findings]));
        Assert.That((await restored.Get<BranchSlots>().ListAsync(None)).Select(slot => slot.BranchName), Is.EqualTo(new[] { $"promo-{newer}" }));
    }

    [Test]
    public async Task Restore_OfACopyWithAMappingThatIsPublishedNewer_DropsItAndKeepsANewerOne()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        using var crash = new CrashSwitch(int.MaxValue);
        await using var restored = await RestoredAsync(scene, boomi, crash);
        var account = new AccountId(scene.World.DevAccount);
        var known = (await restored.Get<ComponentMappings>().FindAsync(account, [new ComponentId(scene.World.Components[3])], None)).Single();
        await restored.Get<ComponentMappings>().UpsertAsync([known with { ProdLatestVersion = 7, LastPromotedAt = DateTimeOffset.UtcNow }], None);
        var commit = new Commit().WithoutEpoch();
        restored.Get<MappingOutbox>().Enqueue(commit, known with { ProdLatestVersion = 2, LastPromotedAt = DateTimeOffset.UtcNow.AddHours(-1) });
        restored.Get<MappingOutbox>().Enqueue(commit, known with { DevComponentId = scene.World.Components[0], ProdLatestVersion = 3 });
        (await restored.Get<IStateStore>().CommitAsync(commit, None)).OrThrow();

        var report = await restored.Get<StoreRebuild>().RebuildAsync(dryRun: false, None);
        await PublishAsync(restored);

        var mappings = await restored.Get<ComponentMappings>().FindAsync(account, [new ComponentId(scene.World.Components[3]), new ComponentId(scene.World.Components[0])], None);
        Assert.That(mappings.Select(mapping => mapping.ProdLatestVersion), Is.EquivalentTo(new[] { 7, 3 }));
        Assert.That(report.Findings, Has.Exactly(1).Contains("is older than what DataHub has: it was dropped"));
    }

    // The scene's store, with the marker removed, as the page says.
    private static async Task<LabEngine> RestoredAsync(DeploymentScene scene, EmulatorHost boomi, CrashSwitch crash)
    {
        var store = scene.StartStore();
        (await store.CommitAsync(new Commit().WithoutEpoch().Delete(StateKeys.Epoch), None)).OrThrow();
        return await LabEngine.BuildAsync(scene.World, boomi, new CrashingStore(store, crash, isShared: true), settings: ("State:FirstStart", "false"));
    }

    private static async Task<(PromotionStatus Stored, PromotionStatus? Published)> StatusesAsync(LabEngine engine, PromotionId id) =>
        ((await engine.Records.GetAsync(id, None))!.Promotion.Status, (await engine.Get<PromotionLogs>().FindAsync([id], None)).Single().Status);

    private static IEnumerable<string> ComponentsTwice(RecoveryWorld world, EmulatorHost boomi) => boomi.World.Components(world.Primary)
        .GroupBy(view => view.Revision.Name)
        .Where(same => same.Key.StartsWith("Crash", StringComparison.Ordinal) && same.Select(view => view.Revision.ComponentId).Distinct().Count() > 1)
        .Select(same => same.Key);

    private static Task<RedisStateStore> ConnectAsync(RedisServer redis) => RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, None);

    private static async Task PublishAsync(LabEngine engine)
    {
        for (var round = 0; round < 20 && await engine.Get<Outbox>().CountPendingAsync(None) > 0; round++)
        {
            await engine.Get<OutboxPublisher>().PublishAsync(100, None);
        }

        Assert.That(await engine.Get<Outbox>().CountPendingAsync(None), Is.Zero);
    }
}
