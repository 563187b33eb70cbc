using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>What ended long ago leaves the store with the job that reconciles slots.</summary>
[TestFixture]
public sealed class EndedPurgeTests
{
    [Test]
    public async Task ReconcileSlots_RemovesWhatEndedBeforeTheDaysThatAreKeptAndNothingElse()
    {
        await using var engine = await RunningEngine.StartAsync(("Promotion:KeepDays", "10"));
        var top = engine.Process("Top");
        engine.Package(top);
        var live = (await engine.PromoteAsync(top)).PromotionId;
        var template = (await engine.Records.GetAsync(new PromotionId(live), CancellationToken.None))!.Promotion;
        var old = await SaveAsync(engine, template, PromotionStatus.Withdrawn, days: 11);
        var young = await SaveAsync(engine, template, PromotionStatus.Withdrawn, days: 9);
        var withBranch = await SaveAsync(engine, template, PromotionStatus.Failed, days: 40, "Qjo99");
        var oldButLive = await SaveAsync(engine, template, PromotionStatus.PendingPeerReview, days: 40);

        var dry = await ReconcileAsync(engine, dryRun: true);
        var before = await engine.Records.GetManyAsync([old], CancellationToken.None);
        var done = await ReconcileAsync(engine, dryRun: false);
        var again = await ReconcileAsync(engine, dryRun: false);

        Assert.That(before, Has.Count.EqualTo(1));
        Assert.That(dry.Findings, Has.Some.Contains("1 promotions that ended more than 10 days ago would be removed"));
        Assert.That(done.Findings, Has.Some.Contains("1 promotions that ended more than 10 days ago were removed"));
        Assert.That(again.Findings, Has.None.Contains("days ago"));
        var left = await engine.Records.GetManyAsync([old, young, withBranch, oldButLive, new PromotionId(live)], CancellationToken.None);
        Assert.That(left.Select(stored => stored.Promotion.Id), Is.EqualTo(new[] { young, withBranch, oldButLive, new PromotionId(live) }));
    }

    [Test]
    public void Start_WithNoDaysToKeep_IsRefused() => Assert.That(
        () => RunningEngine.StartAsync(("Promotion:KeepDays", "0")),
        Throws.InvalidOperationException.With.Message.Contains("Promotion:KeepDays (0) must be at least 1"));

    private static async Task<MaintenanceReport> ReconcileAsync(RunningEngine engine, bool dryRun) =>
        (await engine.Maintenance.ReconcileSlotsAsync(new ReconcileSlotsRequest { DryRun = dryRun }, RunningEngine.ByService())).Report;

    private static async Task<PromotionId> SaveAsync(RunningEngine engine, Promotion template, PromotionStatus status, int days, string branch = "")
    {
        var id = new PromotionId(Guid.NewGuid().ToString());
        var at = DateTimeOffset.UtcNow - TimeSpan.FromDays(days);
        var promotion = template with { Id = id, Status = status, InitiatedAt = at, UpdatedAt = at, BranchId = branch, BranchName = $"promo-{id}" };
        (await engine.Records.SaveAsync(promotion, expectedVersion: 0, CancellationToken.None)).OrThrow();
        return id;
    }
}
