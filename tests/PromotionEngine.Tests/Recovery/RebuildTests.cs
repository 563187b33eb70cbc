using System.Net.Sockets;
using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Reviews;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Maintenance;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The store loses everything; it is rebuilt from DataHub and the platform's branches.</summary>
public sealed class RebuildTests
{
    [Test]
    public async Task Rebuild_OfALostStore_RefusesWritesUntilThenAndGoesOnConsistently()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var before = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System));
        var answer = await before.ExecuteAsync();
        await PublishAsync(before);
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LostAsync(world, boomi, crash);
        Assert.ThrowsAsync<CommitRefusedException>(() => engine.ExecuteAsync());
        var rebuild = engine.Get<StoreRebuild>();

        var dry = await rebuild.RebuildAsync(dryRun: true, CancellationToken.None);
        Assert.ThrowsAsync<CommitRefusedException>(() => engine.ExecuteAsync());
        var report = await rebuild.RebuildAsync(dryRun: false, CancellationToken.None);
        var restored = (await engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None))!.Promotion;
        var slots = await engine.Get<BranchSlots>().ListAsync(CancellationToken.None);
        var next = await engine.ExecuteAsync();

        Assert.That((dry.Changed, report.Changed, report.Failed), Is.EqualTo((1, 1, 0)), string.Join(' ', report.Findings));
        Assert.That((restored.Status, restored.BranchId, restored.RootComponentId), Is.EqualTo((PromotionStatus.Completed, answer.BranchId, world.Components[0])));
        Assert.That(slots.Select(slot => slot.BranchName), Is.EqualTo(new[] { answer.BranchName }));
        Assert.That(next.Success, Is.True, next.ErrorMessage);
        Assert.That((next.ComponentsCreated, next.ComponentsUpdated), Is.EqualTo((0, 4)), "what the earlier promotion created keeps its ID");
        Assert.That(boomi.World.Branches(world.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", next.BranchName }));
    }

    // A failover to a replica that had not heard of the last commits: Redis stands behind what it acknowledged.
    [Test]
    public async Task Rebuild_AfterAFailoverThatLostWrites_GoesOnFromWhatDataHubKnows()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        await using var engine = await LabEngine.BuildAsync(world, boomi, store);
        var answer = await engine.ExecuteAsync("key");
        await PublishAsync(engine);
        await FallBehindAsync(redis.Port);

        Assert.ThrowsAsync<CommitRefusedException>(() => engine.ExecuteAsync());
        var state = await engine.Get<EpochMarker>().ReadAsync(CancellationToken.None);
        var branches = boomi.World.Branches(world.Primary).Count;
        var report = await engine.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);
        var next = await engine.ExecuteAsync();

        Assert.That((state.Status, branches), Is.EqualTo((EpochStatus.LostWrites, 2)), "nothing was begun on a store that lost something");
        Assert.That(report.Findings[0], Does.Contain("was acknowledged, but the store stands at 1"));
        Assert.That((report.Changed, report.Failed), Is.EqualTo((1, 0)), string.Join(' ', report.Findings));
        Assert.That(next.Success, Is.True, next.ErrorMessage);
        Assert.That((next.ComponentsCreated, next.ComponentsUpdated), Is.EqualTo((0, 4)), "what the earlier promotion created keeps its ID");
        Assert.That(boomi.World.Branches(world.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", next.BranchName }));
        Assert.That((await engine.Get<AuditLog>().VerifyAsync(CancellationToken.None)).IsIntact, Is.True);
        Assert.That(answer.PromotionId, Is.Not.EqualTo(next.PromotionId));
    }

    [Test]
    public async Task Rebuild_WithARunGoingOn_UndoesIt()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        using var killed = new CrashSwitch(40);
        await using var first = await LabEngine.BuildAsync(world, boomi, store, killed);
        _ = first.ExecuteAsync().ContinueWith(task => task.Exception, TaskScheduler.Default);
        await killed.Dead.WaitAsync(TimeSpan.FromSeconds(60));
        long tokenOfTheOwner;
        await using (var publisher = await LabEngine.BuildAsync(world, boomi, store))
        {
            await PublishAsync(publisher);
            tokenOfTheOwner = (await publisher.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Single().Promotion.LeaseToken;
        }

        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LostAsync(world, boomi, crash);
        await engine.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);
        var rebuilt = (await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Single().Promotion;
        Assert.That(rebuilt.LeaseToken, Is.GreaterThan(tokenOfTheOwner), "an owner that is still awake is fenced off");
        await engine.TakeOverAsync();

        var promotion = (await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Single().Promotion;
        Assert.That((promotion.Status, promotion.BranchId), Is.EqualTo((PromotionStatus.Failed, string.Empty)));
        Assert.That(boomi.World.Branches(world.Primary), Has.Count.EqualTo(1));
        Assert.That((await engine.ExecuteAsync()).Success, Is.True);
    }

    [Test]
    public async Task Rebuild_OfAReview_KnowsWhoHasTheBranchAndApprovesNothingThatItDoesNotKnow()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var before = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System));
        var tested = new PromotionId((await before.ExecuteAsync()).PromotionId);
        var transitions = before.Get<PromotionTransitions>();
        var by = new Actor("a test");
        await transitions.CommitAsync(tested, by, "packageAndDeploy", promotion => PromotionLifecycle.BeginTestDeployment(promotion, LabEngine.Caller("alice"), DateTimeOffset.UtcNow), mail: null, CancellationToken.None);
        await transitions.CommitAsync(tested, by, "packageAndDeploy", promotion => PromotionLifecycle.TestDeployed(promotion, DateTimeOffset.UtcNow), mail: null, CancellationToken.None);
        var submitted = await before.Get<ReviewSubmission>().SubmitAsync(LabEngine.Caller("alice"), tested, isHotfix: null, new ReviewRequest(), KeyedAct.None, CancellationToken.None);
        var production = new PromotionId(submitted.PromotionId);
        await before.Get<ReviewDecisions>().DecideAsPeerAsync(LabEngine.Caller("bob"), production, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None);
        await PublishAsync(before);
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LostAsync(world, boomi, crash);

        var report = await engine.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);

        Assert.That(report.Failed, Is.Zero, string.Join(' ', report.Findings));
        var restored = (await engine.Records.GetAsync(production, CancellationToken.None))!.Promotion;
        Assert.That((restored.Status, restored.PeerDecision, restored.BranchId), Is.EqualTo((PromotionStatus.PendingPeerReview, (ReviewDecision?)null, submitted.BranchId)));
        var old = (await engine.Records.GetAsync(tested, CancellationToken.None))!.Promotion;
        Assert.That((old.Status, old.BranchPassedTo, old.BranchId), Is.EqualTo((PromotionStatus.TestDeployed, production, string.Empty)));
        Assert.That((await engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Select(slot => (slot.BranchName, slot.PromotionId)), Is.EqualTo(new[] { (submitted.BranchName, production) }));
        var decisions = engine.Get<ReviewDecisions>();
        var unknown = Assert.ThrowsAsync<PromotionFailure>(() => decisions.DecideAsPeerAsync(LabEngine.Caller("bob"), production, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None));
        Assert.That((unknown.Code, unknown.Message.Contains("promote again", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidReviewState, true)));
        Assert.That((await decisions.DecideAsPeerAsync(LabEngine.Caller("bob"), production, isApproval: false, "start again", KeyedAct.None, CancellationToken.None)).NewStatus, Is.EqualTo("PEER_REJECTED"));
    }

    [Test]
    public async Task Rebuild_WithTwoBranchesOfOneName_TakesTheOneThatDataHubKnows_AndTellsOfTheOther()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var before = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System));
        var answer = await before.ExecuteAsync();
        await PublishAsync(before);
        string[] ids = ["Qjo5OTk", answer.BranchId];
        boomi.Faults.Add(ListedBranches.Of(ids.Select(id => (id, answer.BranchName, "NORMAL"))));
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LostAsync(world, boomi, crash);

        var report = await engine.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);

        var restored = (await engine.Records.GetAsync(new PromotionId(answer.PromotionId), CancellationToken.None))!.Promotion;
        Assert.That((restored.BranchId, report.Changed, report.Failed), Is.EqualTo((answer.BranchId, 1, 1)), string.Join(' ', report.Findings));
        Assert.That(report.Findings, Has.Some.Contains("Qjo5OTk").And.Contains("same name"));
    }

    // An operator asked again because the first engine stood still; when that one goes on, people work already.
    [Test]
    public async Task Rebuild_ThatAnotherEngineWasFasterWith_TouchesNothing()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        PromotionId id;
        await using (var before = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System)))
        {
            id = new PromotionId((await before.ExecuteAsync()).PromotionId);
            await PublishAsync(before);
        }

        var store = new InMemoryStateStore(TimeProvider.System);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var none = new CrashSwitch(int.MaxValue);
        await using var fast = await LabEngine.BuildAsync(world, boomi, new CrashingStore(store, none, isShared: true), settings: ("State:FirstStart", "false"));
        var connection = new StandingConnection("/PackagedComponent/", goOn.Task, new SocketsHttpHandler());
        await using var slow = await LabEngine.BuildAsync(world, boomi, new CrashingStore(store, none, isShared: true), connection: connection, settings: ("State:FirstStart", "false"));

        var late = slow.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);
        await connection.Reached.WaitAsync(TimeSpan.FromSeconds(60));
        var first = await fast.Get<StoreRebuild>().RebuildAsync(dryRun: false, CancellationToken.None);
        var withdrawn = await fast.Get<PromotionWithdrawal>().WithdrawAsync(LabEngine.Caller("alice"), id, "changed my mind", KeyedAct.None, CancellationToken.None);
        goOn.SetResult();
        var second = await late;

        var promotion = (await fast.Records.GetAsync(id, CancellationToken.None))!.Promotion;
        Assert.That((first.Changed, withdrawn.NewStatus), Is.EqualTo((1, "WITHDRAWN")));
        Assert.That((promotion.Status, second.Changed), Is.EqualTo((PromotionStatus.Withdrawn, 0)), string.Join(' ', second.Findings));
        Assert.That(second.Findings[^1], Does.Contain("rebuilt by another"));
        Assert.That(await fast.Get<BranchSlots>().ListAsync(CancellationToken.None), Is.Empty);
    }

    // The same standstill a little earlier: what it read of the store is no longer so, and people may write.
    [Test]
    public async Task Settle_OfOvertakenCopies_OnceTheMarkerIsThere_IsRefused()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System));
        var id = new PromotionId((await engine.ExecuteAsync()).PromotionId);
        var live = (await engine.Records.GetAsync(id, CancellationToken.None))!.Promotion;
        await engine.Get<PromotionWithdrawal>().WithdrawAsync(LabEngine.Caller("alice"), id, "changed my mind", KeyedAct.None, CancellationToken.None);
        await PublishAsync(engine);
        var ended = (await engine.Records.GetAsync(id, CancellationToken.None))!;
        (await engine.Records.SaveAsync(live, ended.Version, CancellationToken.None)).OrThrow();

        Assert.That(
            async () => await engine.Get<OvertakenCopies>().SettleAsync(new WorkReport(), new Dictionary<string, Branch>(StringComparer.Ordinal), dryRun: false, CancellationToken.None),
            Throws.InstanceOf<CommitRefusedException>().With.Message.Contains("epoch"));
        Assert.That((await engine.Records.GetAsync(id, CancellationToken.None))!.Promotion.Status, Is.EqualTo(PromotionStatus.Completed));
    }

    private static async Task<LabEngine> LostAsync(RecoveryWorld world, EmulatorHost boomi, CrashSwitch crash) =>
        await LabEngine.BuildAsync(world, boomi, new CrashingStore(new InMemoryStateStore(TimeProvider.System), crash, isShared: true), settings: ("State:FirstStart", "false"));

    private static async Task FallBehindAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync("SET promo:1:{promo}:n 1\r\n"u8.ToArray());
        var buffer = new byte[16];
        Assert.That(await client.GetStream().ReadAsync(buffer), Is.Positive);
    }

    private static async Task PublishAsync(LabEngine engine)
    {
        for (var round = 0; round < 20 && await engine.Get<Outbox>().CountPendingAsync(CancellationToken.None) > 0; round++)
        {
            await engine.Get<OutboxPublisher>().PublishAsync(100, CancellationToken.None);
        }

        Assert.That(await engine.Get<Outbox>().CountPendingAsync(CancellationToken.None), Is.Zero);
    }

    /// <summary>A connection of an engine that stands still when it is about to ask for something.</summary>
    private sealed class StandingConnection(string path, Task until, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.Contains(path, StringComparison.Ordinal))
            {
                _reached.TrySetResult();
                await until.WaitAsync(TimeSpan.FromSeconds(120), cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
