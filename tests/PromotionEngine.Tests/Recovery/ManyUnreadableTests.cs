using PromotionEngine.Accounts;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.Tests.Maintenance;
using PromotionEngine.Tests.State;
using PackRelease = PromotionEngine.Promotions.PackRelease;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Tests.Recovery;

/// <summary>As many working copies of another version as a round handles stand before one of ours: they are left alone, and ours is not kept waiting by them.</summary>
public sealed class ManyUnreadableTests : LabSuite
{
    private IStateStore Store => Engine.Get<IStateStore>();

    [Test]
    public async Task Expire_BehindFiftyOfAnotherVersion_EndsOurs()
    {
        await AddTheirsAsync(50, StateKeys.PromotionsWith(PromotionStatus.Completed));
        await LeftBranch.MakeAsync(Engine, Boomi, 1, PromotionStatus.Completed, components: 1);

        var report = await Engine.Get<ExpirySweep>().SweepAsync(dryRun: false, CancellationToken.None);

        Assert.That((report.Changed, report.Failed), Is.EqualTo((1, 50)), report.Findings[^1]);
    }

    [Test]
    public async Task Recover_BehindFiftyOfAnotherVersion_TakesOursOver()
    {
        await AddTheirsAsync(50, StateKeys.Leases);
        var ours = StateSuite.SomePromotion("99999999-0000-4000-8000-999999999999", Engine.World.DevAccount) with { ProdAccountId = new AccountId(Engine.World.Primary), BranchName = "promo-99999999-0000-4000-8000-999999999999" };
        var commit = new Commit().IndexAdd(StateKeys.Leases, ours.Id.Value, 100);
        Engine.Records.Add(commit, ours, 0);
        (await Store.CommitAsync(commit, CancellationToken.None)).OrThrow();

        var report = await Engine.Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None);
        await Engine.Get<RunHost>().EndOf(ours.Id).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.That((report.Examined, report.Changed, report.Failed), Is.EqualTo((51, 1, 50)));
    }

    [Test]
    public async Task Poll_BehindTwoHundredOfAnotherVersion_AsksForOursInTheNextRound()
    {
        await AddTheirsAsync(200, StateKeys.PromotionsReleasing);
        var ours = StateSuite.SomePromotion("99999999-0000-4000-8000-999999999999", Engine.World.DevAccount, PromotionStatus.Deployed) with
        {
            ProdAccountId = new AccountId(Engine.World.Primary),
            ProductionRelease = new PackRelease("pack", "Orders") { ReleaseId = "release-1", State = ReleaseState.Pending },
        };
        (await Engine.Records.SaveAsync(ours, 0, CancellationToken.None)).OrThrow();
        var poll = Engine.Get<ReleasePoll>();

        var first = await poll.PollAsync(dryRun: false, CancellationToken.None);
        var second = await poll.PollAsync(dryRun: false, CancellationToken.None);

        Assert.That((first.Examined, first.Failed), Is.EqualTo((0, 200)));
        Assert.That(second.Examined, Is.EqualTo(1));
    }

    private async Task AddTheirsAsync(int count, string index)
    {
        var commit = new Commit();
        for (var number = 0; number < count; number++)
        {
            var id = new PromotionId($"11111111-2222-4333-8444-{number:D12}");
            commit.Put(StateKeys.Promotion(id), "{\"layout\":2}").IndexAdd(index, id.Value, number);
        }

        (await Store.CommitAsync(commit, CancellationToken.None)).OrThrow();
    }
}
