using BoomiEmulator;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A withdrawal at the latest moments of a run: just before its completion is committed, just after, and when its engine and the one that was asked are gone.</summary>
public sealed class LateWithdrawalTests
{
    private const string Key = "the-same-call";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Withdraw_JustBeforeTheCompletionIsCommitted_UndoesTheRunAndSupersedesNothing()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        await using var other = await LabEngine.BuildAsync(world, boomi, store);
        var older = new PromotionId((await other.ExecuteAsync()).PromotionId);
        Task<WithdrawPromotionResponse>? withdrawal = null;
        await using var engine = await LabEngine.BuildAsync(world, boomi, new MeddlingStore(store, PromotionStatus.Completed, async id =>
        {
            withdrawal = WithdrawAsync(other, id);
            await UntilAskedAsync(other, id);
        }));

        var run = await engine.ExecuteAsync().WaitAsync(Patience);
        var answer = await withdrawal!.WaitAsync(Patience);

        Assert.That((answer.ErrorMessage, answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo((string.Empty, "IN_PROGRESS", "WITHDRAWN", true)));
        Assert.That((run.Success, run.ErrorCode, run.PromotionId), Is.EqualTo((false, ErrorCodes.PromotionFailed, answer.PromotionId)));
        Assert.That(run.ErrorMessage, Does.Contain("withdrawn"));
        Assert.That(await HistoryAsync(engine, answer.PromotionId), Is.EqualTo(new[] { " > IN_PROGRESS", "IN_PROGRESS > WITHDRAWN" }));
        Assert.That((await other.Records.GetAsync(older, CancellationToken.None))!.Promotion.Status, Is.EqualTo(PromotionStatus.Completed), "the older one was not superseded");
        Assert.That(boomi.World.Branches(world.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", $"promo-{older}" }));
        Assert.That(await other.ExecuteAsync(), Has.Property("Success").True, "the account is free");
    }

    [Test]
    public async Task Withdraw_JustAfterTheCompletionIsCommitted_EndsTheCompletedPromotion()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        var isOnItsWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasCompleted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<WithdrawPromotionResponse>? withdrawal = null;
        await using var other = await LabEngine.BuildAsync(world, boomi, new MeddlingStore(store, PromotionStatus.InProgress, _ =>
        {
            isOnItsWay.SetResult();
            return hasCompleted.Task;
        }));
        await using var engine = await LabEngine.BuildAsync(world, boomi, new MeddlingStore(store, PromotionStatus.Completed, id =>
        {
            withdrawal = WithdrawAsync(other, id);
            return isOnItsWay.Task;
        }));

        var run = await engine.ExecuteAsync().WaitAsync(Patience);
        hasCompleted.SetResult();
        var answer = await withdrawal!.WaitAsync(Patience);
        var again = await WithdrawAsync(engine, new PromotionId(run.PromotionId)).WaitAsync(Patience);

        Assert.That((run.Success, run.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That((answer.ErrorMessage, answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo((string.Empty, "IN_PROGRESS", "WITHDRAWN", true)));
        Assert.That(again, Is.EqualTo(answer));
        Assert.That(await HistoryAsync(engine, answer.PromotionId), Is.EqualTo(new[] { " > IN_PROGRESS", "IN_PROGRESS > COMPLETED", "COMPLETED > WITHDRAWN" }));
        Assert.That(boomi.World.Branches(world.Primary), Has.Count.EqualTo(1), "main alone is left");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Withdraw_WhenTheEngineThatWasAskedDies_IsAnsweredAtTheRepeat(bool isRepeatedBeforeTheRunEnds)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        // In the middle of the writes.
        using var ofTheRun = new CrashSwitch(30);
        await using var owner = await LabEngine.BuildAsync(world, boomi, store, ofTheRun);
        _ = Forgotten(owner.ExecuteAsync());
        await ofTheRun.Dead.WaitAsync(Patience);
        await using var third = await LabEngine.BuildAsync(world, boomi, store);
        var running = (await third.Records.ListLiveAsync(CancellationToken.None)).Single().Promotion;
        Assert.That(running.Status, Is.EqualTo(PromotionStatus.InProgress));
        // Before and after the lock, the binding and the request: it dies with the request made.
        using var ofTheAsked = new CrashSwitch(6);
        await using var asked = await LabEngine.BuildAsync(world, boomi, store, ofTheAsked, settings: ("Engine:CallLease", "00:10:00"));
        _ = Forgotten(WithdrawAsync(asked, running.Id));
        await ofTheAsked.Dead.WaitAsync(Patience);
        Assert.That((await third.Records.GetAsync(running.Id, CancellationToken.None))!.Promotion.WithdrawalRequested, Is.True);
        await third.LapseAsync("withdrawPromotion", "alice", Key);

        var early = isRepeatedBeforeTheRunEnds ? WithdrawAsync(third, running.Id) : null;
        await third.TakeOverAsync();
        var answer = await (early ?? WithdrawAsync(third, running.Id)).WaitAsync(Patience);
        var again = await WithdrawAsync(third, running.Id).WaitAsync(Patience);
        var anew = await WithdrawAsync(third, running.Id, "another-key").WaitAsync(Patience);

        Assert.That((answer.ErrorMessage, answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo((string.Empty, "IN_PROGRESS", "WITHDRAWN", true)));
        Assert.That(again, Is.EqualTo(answer));
        Assert.That(anew.ErrorCode, Is.EqualTo(ErrorCodes.InvalidPromotionStatus));
        Assert.That(await HistoryAsync(third, running.Id.Value), Is.EqualTo(new[] { " > IN_PROGRESS", "IN_PROGRESS > WITHDRAWN" }));
    }

    private static async Task<WithdrawPromotionResponse> WithdrawAsync(LabEngine engine, PromotionId id, string key = Key) =>
        (WithdrawPromotionResponse)await engine.CallAsync(new WithdrawPromotionRequest { PromotionId = id.Value, Reason = "changed my mind" }, "alice", key);

    private static async Task UntilAskedAsync(LabEngine engine, PromotionId id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await engine.Records.GetAsync(id, CancellationToken.None))!.Promotion is { WithdrawalRequested: false, Status: PromotionStatus.InProgress })
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private static async Task<IReadOnlyList<string>> HistoryAsync(LabEngine engine, string id)
    {
        var page = await engine.Get<AuditLog>().QueryAsync(new AuditFilter { PromotionId = new PromotionId(id) }, 0, 100, CancellationToken.None);
        return [.. page.Records.OrderBy(record => record.Sequence).Select(record => $"{record.Event.Before} > {record.Event.After}")];
    }

    // Of an engine that is dead nothing comes.
    private static Task Forgotten(Task call) => call.ContinueWith(task => task.Exception, TaskScheduler.Default);
}
