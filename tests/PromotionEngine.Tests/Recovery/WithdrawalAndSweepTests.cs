using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

public sealed class WithdrawalAndSweepTests : IAsyncDisposable
{
    private EmulatorHost? _boomi;
    private LabEngine? _engine;
    private LabEngine? _other;

    private EmulatorHost Boomi => _boomi!;

    private LabEngine Engine => _engine!;

    private int Branches => Boomi.World.Branches(Engine.World.Primary).Count - 1;

    [SetUp]
    public async Task Start()
    {
        var world = await RecoveryWorld.GetAsync();
        _boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        _engine = await LabEngine.BuildAsync(world, _boomi, store, settings: ("Runs:Lease", "00:00:06"));
        _other = await LabEngine.BuildAsync(world, _boomi, store);
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _engine, _other, _boomi })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Withdraw_ARunningPromotion_StopsItBeforeItsNextStepAndDeletesTheBranch(bool atItsOwnEngine)
    {
        Boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/Component$", Effect = FaultEffect.Delay, DelayMs = atItsOwnEngine ? 2_500 : 4_000 });
        var running = Engine.ExecuteAsync();
        var id = await RunningIdAsync();
        await UntilAsync(() => Boomi.Faults.List()[0].Hits > 0);

        var answer = await (atItsOwnEngine ? Engine : _other!).Get<PromotionWithdrawal>().WithdrawAsync(LabEngine.Caller("alice"), id, "changed my mind", KeyedAct.None, CancellationToken.None);
        var answerOfTheRun = await running;

        Assert.That((answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo(("IN_PROGRESS", "WITHDRAWN", true)));
        Assert.That((answerOfTheRun.Success, answerOfTheRun.ErrorCode), Is.EqualTo((false, ErrorCodes.PromotionFailed)));
        Assert.That(Boomi.Faults.List()[0].Matches, Is.InRange(1, 2), "it stops between two of the three creates");
        Assert.That(Branches, Is.Zero);
        Assert.That(await Engine.Get<BranchSlots>().ListAsync(CancellationToken.None), Is.Empty);
        Assert.That((await Engine.Records.GetAsync(id, CancellationToken.None))!.Promotion.WithdrawalReason, Is.EqualTo("changed my mind"));
    }

    [Test]
    public async Task Withdraw_ACompletedPromotion_DeletesItsBranch_AndASecondTimeIsRefused()
    {
        var id = new PromotionId((await Engine.ExecuteAsync()).PromotionId);
        var withdrawal = Engine.Get<PromotionWithdrawal>();
        var stranger = Assert.ThrowsAsync<PromotionFailure>(() => withdrawal.WithdrawAsync(LabEngine.Caller("bob"), id, string.Empty, KeyedAct.None, CancellationToken.None));

        var answer = await withdrawal.WithdrawAsync(LabEngine.Caller("alice"), id, "not needed", KeyedAct.None, CancellationToken.None);
        var again = Assert.ThrowsAsync<PromotionFailure>(() => withdrawal.WithdrawAsync(LabEngine.Caller("alice"), id, string.Empty, KeyedAct.None, CancellationToken.None));
        var unknown = Assert.ThrowsAsync<PromotionFailure>(() => withdrawal.WithdrawAsync(LabEngine.Caller("alice"), new PromotionId("unknown"), string.Empty, KeyedAct.None, CancellationToken.None));

        Assert.That((answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo(("COMPLETED", "WITHDRAWN", true)));
        Assert.That(Branches, Is.Zero);
        Assert.That(stranger.Code, Is.EqualTo(ErrorCodes.NotPromotionInitiator));
        Assert.That((again.Code, again.Message.Contains("WITHDRAWN", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidPromotionStatus, true)));
        Assert.That(unknown.Code, Is.EqualTo(ErrorCodes.PromotionNotFound));
    }

    [TestCase(FaultEffect.CutAfter)]
    [TestCase(FaultEffect.CutBefore)]
    [TestCase(FaultEffect.Truncate)]
    public async Task Execute_WhenTheAnswerToACreateIsLost_CreatesItOnce(FaultEffect effect)
    {
        Boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = "/Component$", Nth = 2, Effect = effect });

        var answer = await Engine.ExecuteAsync();

        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        var created = Boomi.World.Components(Engine.World.Primary).Where(view => view.Revision.BranchId == answer.BranchId).ToList();
        Assert.That(created.Select(view => view.Revision.ComponentId).Distinct().Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Sweep_DeletesWhatAnEndedPromotionLeft_AndNothingElse()
    {
        Boomi.Faults.Add(new FaultRule { Name = "create", Method = "POST", PathRegex = "/Component$", Effect = FaultEffect.Status, Status = 400, Body = "refused by a test" });
        Boomi.Faults.Add(new FaultRule { Name = "delete", Method = "DELETE", PathRegex = "/Branch/", Effect = FaultEffect.Status, Status = 400, Body = "refused by a test" });
        var id = (await Engine.ExecuteAsync()).PromotionId;
        Boomi.Faults.Clear();
        Assert.That(Branches, Is.EqualTo(1));
        var completed = await Engine.ExecuteAsync();
        var main = Boomi.World.MainBranch(Engine.World.Primary).Id;
        Boomi.World.CreateBranch(Engine.World.Primary, "promo-01234567-89ab-cdef-0123-456789abcdef", main, null, "service@acme.test");
        var sweep = Engine.Get<BranchSweep>();

        var dry = await sweep.SweepAsync(dryRun: true, CancellationToken.None);
        var before = Branches;
        var done = await sweep.SweepAsync(dryRun: false, CancellationToken.None);
        Boomi.World.CreateBranch(Engine.World.Primary, $"promo-{id}", main, null, "somebody@acme.test");
        var later = await sweep.SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((dry.Changed, before), Is.EqualTo((1, 3)));
        Assert.That((done.Changed, done.Failed), Is.EqualTo((1, 1)));
        Assert.That((later.Changed, later.Failed), Is.EqualTo((0, 2)));
        Assert.That(Boomi.World.Branches(Engine.World.Primary).Select(branch => branch.Name), Is.SupersetOf(new[] { completed.BranchName, $"promo-{id}" }));
        Assert.That((await Engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Select(slot => slot.BranchName), Is.EqualTo(new[] { completed.BranchName }));
        Assert.That((await Engine.Records.GetAsync(new PromotionId(id), CancellationToken.None))!.Promotion.BranchId, Is.Empty);
    }

    [Test]
    public async Task Reconcile_FreesTheSlotOfABranchThatIsGone_AndRestoresAMissingOne()
    {
        var answer = await Engine.ExecuteAsync();
        var slots = Engine.Get<BranchSlots>();
        var release = new Commit();
        slots.Release(release, answer.BranchName);
        (await Engine.Get<IStateStore>().CommitAsync(release, CancellationToken.None)).OrThrow();
        var reconciliation = Engine.Get<SlotReconciliation>();

        var restored = await reconciliation.ReconcileAsync(dryRun: false, CancellationToken.None);
        var between = (await slots.ListAsync(CancellationToken.None)).Count;
        Boomi.World.DeleteBranch(Engine.World.Primary, answer.BranchId, "somebody@acme.test");
        var freed = await reconciliation.ReconcileAsync(dryRun: false, CancellationToken.None);

        Assert.That((restored.Changed, between), Is.EqualTo((1, 1)));
        Assert.That((freed.Changed, freed.Failed), Is.EqualTo((1, 1)));
        Assert.That(await slots.ListAsync(CancellationToken.None), Is.Empty);
    }

    private async Task<PromotionId> RunningIdAsync()
    {
        IReadOnlyList<StoredPromotion> running = [];
        await UntilAsync(async () => (running = await Engine.Records.ListLiveAsync(CancellationToken.None)).Count > 0);
        return running[0].Promotion.Id;
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            Assert.That(attempt, Is.LessThan(2_000));
            await Task.Delay(5);
        }
    }
}
