using PromotionEngine.Accounts;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A working copy of another version stands among the others: it is reported and left alone, and keeps nobody from anything.</summary>
[TestFixture(2)]
[TestFixture(0)]
public sealed class OtherVersionTests(int layout) : LabSuite
{
    private const string Other = "11111111-2222-4333-8444-555555555555";
    private const string Branch = "promo-" + Other;
    private readonly string _theirs = $"{{\"layout\":{layout},\"something\":\"else\"}}";

    private IStateStore Store => Engine.Get<IStateStore>();

    [SetUp]
    public async Task AddTheirPromotion()
    {
        var primary = Engine.World.Primary;
        var main = Boomi.World.MainBranch(primary).Id;
        Boomi.World.CreateBranch(primary, Branch, main, null, "service@acme.test");

        // As another version left it, with the indexes that both know: it waits, holds a slot, and what ran it is gone.
        var commit = new Commit().Put(StateKeys.Promotion(new PromotionId(Other)), _theirs)
            .IndexAdd(StateKeys.PromotionsLive, Other, 1)
            .IndexAdd(StateKeys.PromotionsByTime, Other, 1)
            .IndexAdd(StateKeys.PromotionsOf(new AccountId("another-account")), Other, 1)
            .IndexAdd(StateKeys.PromotionsWith(PromotionStatus.Completed), Other, 1)
            .IndexAdd(StateKeys.PromotionsReleasing, Other, 1)
            .IndexAdd(StateKeys.Leases, Other, 0);
        Engine.Get<BranchSlots>().Restore(commit, new BranchSlot(Branch, new PromotionId(Other), DateTimeOffset.UnixEpoch));
        (await Store.CommitAsync(commit, CancellationToken.None)).OrThrow();
    }

    [Test]
    public async Task Promotion_OfOthers_GoesOn_AndEverySweepReportsWhatItLeavesAlone()
    {
        var answer = await Engine.ExecuteAsync();
        var before = await StateAsync();

        var recovered = await Engine.Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None);
        var reports = new[]
        {
            recovered,
            await Engine.Get<BranchSweep>().SweepAsync(dryRun: false, CancellationToken.None),
            await Engine.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None),
            await Engine.Get<ExpirySweep>().SweepAsync(dryRun: false, CancellationToken.None),
            await Engine.Get<ReleasePoll>().PollAsync(dryRun: false, CancellationToken.None),
        };

        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        foreach (var report in reports)
        {
            Assert.That(report.Findings.Single(), Does.Contain(Other).And.Contain($"layout {layout}").And.Contain("Run the version that wrote it"));
            Assert.That((report.Changed, report.Failed), Is.EqualTo((0, 1)));
        }

        Assert.That(await StateAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Reconcile_WhenItsBranchIsGone_KeepsItsSlot()
    {
        var branch = Boomi.World.Branches(Engine.World.Primary).Single(branch => branch.Name == Branch);
        Boomi.World.DeleteBranch(Engine.World.Primary, branch.Id, "somebody@acme.test");

        var report = await Engine.Get<SlotReconciliation>().ReconcileAsync(dryRun: false, CancellationToken.None);

        Assert.That((report.Changed, report.Failed), Is.EqualTo((0, 1)));
        Assert.That(await Engine.Get<BranchSlots>().ListAsync(CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Execute_FromItsOwnAccount_IsUnavailable_SinceItMayHaveToBeSuperseded()
    {
        var commit = new Commit().IndexAdd(StateKeys.PromotionsOf(new AccountId(Engine.World.DevAccount)), Other, 1);
        (await Store.CommitAsync(commit, CancellationToken.None)).OrThrow();

        Assert.That(async () => await Engine.ExecuteAsync(), Throws.InstanceOf<StateLayoutException>().With.Message.Contains(Other));
        Assert.That(Boomi.World.Branches(Engine.World.Primary), Has.Count.EqualTo(2), "main and theirs");
    }

    private async Task<(string?, int, int, double?)> StateAsync() => (
        (await Store.GetAsync(StateKeys.Promotion(new PromotionId(Other)), CancellationToken.None))?.Value,
        (await Engine.Get<BranchSlots>().ListAsync(CancellationToken.None)).Count,
        Boomi.World.Branches(Engine.World.Primary).Count,
        await Store.ScoreAsync(StateKeys.Leases, Other, CancellationToken.None));
}
