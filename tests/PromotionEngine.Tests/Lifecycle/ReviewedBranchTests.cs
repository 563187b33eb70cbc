using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>The branch of a promotion in review: who holds it, what may be approved of it, and what becomes of it.</summary>
[TestFixture]
public sealed class ReviewedBranchTests
{
    [Test]
    public async Task Branch_EditedByHandAfterSubmission_IsApprovedByNobody()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;
        var component = tested.PromotionResults[0];
        await engine.PeerAsync(id);
        engine.Boomi.World.UpdateComponent(engine.Primary, component.ProdComponentId, Workshop.ProcessXml(), tested.BranchId, "mallory@abc.example");

        var admin = await engine.AdminAsync(id);

        Assert.That(admin.ErrorCode, Is.EqualTo(ErrorCodes.InvalidReviewState));
        Assert.That(admin.ErrorMessage, Does.Contain(component.ProdComponentId).And.Contains("mallory@abc.example").And.Contains("promote again"));
        Assert.That((await engine.PromotionAsync(id)).Status, Is.EqualTo(PromotionStatus.PendingAdminReview));
        Assert.That((await engine.AdminAsync(id, approve: false)).NewStatus, Is.EqualTo("ADMIN_REJECTED"), "a no is always possible");
    }

    [Test]
    public async Task Branch_EditedByHandAfterSubmission_IsNotApprovedByDeployingItEither()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;
        await engine.PeerAsync(id);
        engine.Boomi.World.UpdateComponent(engine.Primary, tested.PromotionResults[0].ProdComponentId, Workshop.ProcessXml(), tested.BranchId, "mallory@abc.example");

        var answer = await engine.DeployToProductionAsync(id);

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.MergeFailed));
        Assert.That(answer.ErrorMessage, Does.Contain("mallory@abc.example"));
        var promotion = await engine.PromotionAsync(id);
        Assert.That((promotion.Status, promotion.AdminDecision), Is.EqualTo((PromotionStatus.PendingAdminReview, (ReviewDecision?)null)), "no approval is recorded");
    }

    [Test]
    public async Task Branch_EditedByHandBeforeSubmission_IsNotSubmitted()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        engine.Boomi.World.UpdateComponent(engine.Primary, tested.PromotionResults[0].ProdComponentId, Workshop.ProcessXml(), tested.BranchId, "mallory@abc.example");

        var answer = await engine.SubmitForReviewAsync(tested.PromotionId);

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InvalidPromotionStatus));
        Assert.That(answer.ErrorMessage, Does.Contain("mallory@abc.example"));
    }

    [Test]
    public async Task Branch_DeletedByHand_IsNotSubmitted()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        engine.Boomi.World.DeleteBranch(engine.Primary, tested.BranchId, "mallory@abc.example");

        var answer = await engine.SubmitForReviewAsync(tested.PromotionId);

        Assert.That((answer.ErrorCode, answer.ErrorMessage.Contains("is gone", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidPromotionStatus, true)));
    }

    [Test]
    public async Task Approval_AsksThePlatformOnce()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;
        engine.Boomi.Journal.Clear();

        await engine.PeerAsync(id);

        Assert.That(engine.Boomi.Journal.Counts(engine.Primary), Is.EqualTo(new Dictionary<string, long> { ["ComponentMetadata.query"] = 1 }));
    }

    [Test]
    public async Task Branch_ThatCouldNotBeDeleted_IsSweptByTheNameOfTheTestedPromotion()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;
        var whileLive = await engine.Maintenance.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), RunningEngine.ByService());
        engine.Boomi.Faults.Add(new FaultRule { Method = "DELETE", PathRegex = "/Branch/", Effect = FaultEffect.Status, Status = 400, Body = "No." });
        var answer = await engine.WithdrawAsync(id);
        engine.Boomi.Faults.Clear();

        var swept = await engine.Maintenance.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), RunningEngine.ByService());

        Assert.That((whileLive.Report.Changed, whileLive.Report.Failed), Is.EqualTo((0, 0)));
        Assert.That((answer.NewStatus, answer.BranchDeleted), Is.EqualTo(("WITHDRAWN", false)));
        Assert.That((swept.Report.Changed, swept.Report.Failed), Is.EqualTo((1, 0)), string.Join(' ', swept.Report.Findings));
        await engine.AssertNoBranchIsLeftAsync();
        Assert.That((await engine.PromotionAsync(id)).BranchId, Is.Empty);
    }

    [Test]
    public async Task Reconciliation_GivesTheBranchOfATestedPromotionToNobodyElse()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;

        var report = (await engine.Maintenance.ReconcileSlotsAsync(new ReconcileSlotsRequest(), RunningEngine.ByService())).Report;

        Assert.That((report.Changed, report.Failed), Is.EqualTo((0, 0)), string.Join(' ', report.Findings));
        Assert.That((await engine.Slots.ListAsync(CancellationToken.None)).Single().PromotionId.Value, Is.EqualTo(id));
    }
}
