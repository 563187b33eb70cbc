using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>The sweep of stale branches: first a warning, a day later the end.</summary>
[TestFixture]
public sealed class ExpiryTests
{
    [Test]
    public async Task Expire_WarnsFirstAndEndsADayLater()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await PromotedAsync(engine, "Top");
        Assert.That((await SweepAsync(engine)).Changed, Is.Zero, "it has its days");
        await AgeAsync(engine, promotion, days: 7);

        var dry = await SweepAsync(engine, dryRun: true);
        Assert.That((dry.Changed, (await engine.PromotionAsync(promotion)).ExpiryWarnedAt), Is.EqualTo((1, (DateTimeOffset?)null)));
        var warned = await SweepAsync(engine);
        var again = await SweepAsync(engine);
        Assert.That((warned.Changed, again.Changed), Is.EqualTo((1, 0)), string.Join(' ', warned.Findings));
        Assert.That((await engine.PromotionAsync(promotion)).Status, Is.EqualTo(PromotionStatus.Completed));

        await engine.EditAsync(promotion, current => current with { ExpiryWarnedAt = current.ExpiryWarnedAt!.Value.AddHours(-24) });
        var ended = await SweepAsync(engine);

        Assert.That((ended.Changed, ended.Failed), Is.EqualTo((1, 0)), string.Join(' ', ended.Findings));
        var expired = await engine.PromotionAsync(promotion);
        Assert.That((expired.Status, expired.WithdrawalReason, expired.BranchId), Is.EqualTo((PromotionStatus.Withdrawn, "expired", string.Empty)));
        Assert.That(engine.Boomi.World.Branches(engine.Primary), Has.Count.EqualTo(1));
        Assert.That(await engine.Slots.ListAsync(CancellationToken.None), Is.Empty);
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { PromotionId = promotion, Limit = 2 }, engine.By("alice"));
        Assert.That(
            audit.Entries.Select(entry => (entry.Actor, entry.Act, entry.Before, entry.After)),
            Is.EqualTo(new[] { ("stale-branch sweep", "expire", "COMPLETED", "WITHDRAWN"), ("stale-branch sweep", "warnOfExpiry", "COMPLETED", "COMPLETED") }));
    }

    [Test]
    public async Task Expire_AfterTheWarningSomebodyWentOn_LeavesItAlone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await PromotedAsync(engine, "Top");
        await AgeAsync(engine, promotion, days: 8);
        await SweepAsync(engine);

        await engine.PutInTestAsync(promotion);

        Assert.That((await SweepAsync(engine)).Changed, Is.Zero);
        Assert.That((await engine.PromotionAsync(promotion)).ExpiryWarnedAt, Is.Null);
    }

    [Test]
    public async Task Expire_OfAReview_EndsItWithTheBranch_AndThenTheTestDeployment()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await PromotedAsync(engine, "Top");
        await engine.PutInTestAsync(tested);
        var review = (await engine.SubmitForReviewAsync(tested)).PromotionId;
        await AgeAsync(engine, tested, days: 40);
        Assert.That((await SweepAsync(engine)).Changed, Is.Zero, "the test deployment waits with its production promotion");

        await ExpireAsync(engine, review, days: 14);
        Assert.That(((await engine.PromotionAsync(review)).Status, engine.Boomi.World.Branches(engine.Primary).Count), Is.EqualTo((PromotionStatus.Withdrawn, 1)));
        Assert.That((await engine.PromotionAsync(tested)).Status, Is.EqualTo(PromotionStatus.TestDeployed));
        await ExpireAsync(engine, tested, days: 40);

        Assert.That((await engine.PromotionAsync(tested)).Status, Is.EqualTo(PromotionStatus.TestCancelled));
    }

    [Test]
    public async Task Expire_OfManyAtOnce_DoesFiftyARound()
    {
        await using var engine = await RunningEngine.StartAsync();
        for (var number = 0; number < 60; number++)
        {
            var promotion = Cast.In(PromotionStatus.Completed) with { Id = new PromotionId(Guid.NewGuid().ToString()), BranchId = string.Empty };
            await engine.Records.SaveAsync(promotion, 0, CancellationToken.None);
        }

        var first = await SweepAsync(engine);
        var second = await SweepAsync(engine);

        Assert.That((first.Examined, first.Changed, second.Changed), Is.EqualTo((60, 50, 10)));
    }

    [TestCase("StaleTestDays")]
    [TestCase("ExpireCompletedDays")]
    [TestCase("ExpireReviewDays")]
    [TestCase("ExpireTestedDays")]
    public void Setting_BelowADay_IsNamedAtTheStart(string setting) => Assert.That(
        () => RunningEngine.StartAsync(($"Promotion:{setting}", "0")),
        Throws.InvalidOperationException.With.Message.Contains($"Promotion:{setting} (0) must be at least 1"));

    private static async Task ExpireAsync(RunningEngine engine, string id, int days)
    {
        await AgeAsync(engine, id, days);
        await SweepAsync(engine);
        await engine.EditAsync(id, promotion => promotion with { ExpiryWarnedAt = promotion.ExpiryWarnedAt!.Value.AddHours(-25) });
        await SweepAsync(engine);
    }

    private static Task AgeAsync(RunningEngine engine, string id, int days) =>
        engine.EditAsync(id, promotion => promotion with { StatusSince = DateTimeOffset.UtcNow.AddDays(-days).AddMinutes(-1), InitiatedAt = DateTimeOffset.UtcNow.AddDays(-days).AddMinutes(-2) });

    private static async Task<MaintenanceReport> SweepAsync(RunningEngine engine, bool dryRun = false) =>
        (await engine.Maintenance.ExpirePromotionsAsync(new ExpirePromotionsRequest { DryRun = dryRun }, RunningEngine.ByService())).Report;

    private static async Task<string> PromotedAsync(RunningEngine engine, string name)
    {
        var root = engine.Process(name);
        engine.Package(root);
        var promotion = await engine.PromoteAsync(root);
        Assert.That(promotion.ErrorMessage, Is.Empty);
        return promotion.PromotionId;
    }
}
