using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>A new promotion of the same root while an earlier one is in test, or in review.</summary>
[TestFixture]
public sealed class SupersededTestTests
{
    [TestCase(PromotionStatus.TestDeployed)]
    [TestCase(PromotionStatus.PendingPackAssignment)]
    [TestCase(PromotionStatus.TestDeployFailed)]
    public async Task NewPromotion_EndsTheTestDeploymentWithAnAuditEntryOfItsOwn(PromotionStatus status)
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = Top(engine);
        var first = await engine.PromoteToTestAsync(top);
        await engine.EditAsync(first.PromotionId, promotion => promotion with { Status = status });

        var second = await engine.PromoteAsync(top);

        var old = await engine.PromotionAsync(first.PromotionId);
        Assert.That((old.Status, old.WithdrawalReason, old.BranchId), Is.EqualTo((PromotionStatus.TestCancelled, $"superseded by {second.PromotionId}", string.Empty)));
        Assert.That((second.ComponentsCreated, second.ComponentsUpdated), Is.EqualTo((0, 2)), "what the tested one created keeps its IDs");
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", second.BranchName }));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { Limit = 3 }, engine.By("carol"));
        Assert.That(audit.ChainIntact, Is.True);
        Assert.That(
            audit.Entries.Select(entry => (entry.PromotionId, entry.Act, entry.Before, entry.After)),
            Is.EqualTo(new[]
            {
                (second.PromotionId, "executePromotion", "IN_PROGRESS", "COMPLETED"),
                (first.PromotionId, "supersede", status.Word(), "TEST_CANCELLED"),
                (second.PromotionId, "executePromotion", string.Empty, "IN_PROGRESS"),
            }));
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        var log = engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == first.PromotionId);
        Assert.That((log["status"], log.ContainsKey("branchId")), Is.EqualTo(("TEST_CANCELLED", false)));
    }

    [Test]
    public async Task NewPromotion_WhileTheEarlierOneIsInReview_LeavesItAloneAndStartsFromMain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = Top(engine);
        var tested = await engine.PromoteToTestAsync(top);
        var review = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;

        var second = await engine.PromoteAsync(top);

        Assert.That((second.ErrorMessage, second.ComponentsCreated), Is.EqualTo((string.Empty, 2)));
        Assert.That(engine.Boomi.World.Branch(engine.Primary, second.BranchId).ParentId, Is.EqualTo(engine.Boomi.World.MainBranch(engine.Primary).Id));
        Assert.That((await engine.PromotionAsync(tested.PromotionId)).Status, Is.EqualTo(PromotionStatus.TestDeployed));
        Assert.That((await engine.PromotionAsync(review)).Status, Is.EqualTo(PromotionStatus.PendingPeerReview));
        Assert.That((await engine.PeerAsync(review)).ErrorMessage, Is.Empty, "its branch stands");
    }

    [Test]
    public async Task NewPromotion_AfterTheReviewCameToNothing_EndsTheTestDeployment()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = Top(engine);
        var tested = await engine.PromoteToTestAsync(top);
        await engine.PeerAsync((await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId, approve: false);

        var second = await engine.PromoteAsync(top);

        Assert.That((second.ErrorMessage, second.ComponentsCreated), Is.EqualTo((string.Empty, 2)), "what was rejected left nothing");
        Assert.That((await engine.PromotionAsync(tested.PromotionId)).Status, Is.EqualTo(PromotionStatus.TestCancelled));
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EquivalentTo(new[] { "main", second.BranchName }));
    }

    // Adoption guide: "one master component in production, updated in-place each time."
    [Test]
    public async Task NewPromotion_AfterTheEarlierOneWentToProduction_UpdatesInPlaceAndEndsTheTestDeploymentQuietly()
    {
        await using var engine = await RunningEngine.StartAsync();
        var top = Top(engine);
        var production = await engine.ReviewedAsync(top);
        var deployed = await engine.DeployToProductionAsync(production);
        Assert.That(deployed.ErrorMessage, Is.Empty);
        var tested = (await engine.PromotionAsync(production)).TestPromotionId!.Value.Value;
        Assert.That((await engine.PromotionAsync(tested)).Status, Is.EqualTo(PromotionStatus.TestDeployed));
        Assert.That(await engine.TestDeploymentsAsync(), Is.Empty, "what went to production is not offered again");

        var next = await engine.PromoteAsync(top);

        Assert.That((next.ErrorMessage, next.ComponentsCreated, next.ComponentsUpdated), Is.EqualTo((string.Empty, 0, 2)));
        Assert.That((await engine.PromotionAsync(tested)).Status, Is.EqualTo(PromotionStatus.TestCancelled));
        Assert.That((await engine.PromotionAsync(production)).Status, Is.EqualTo(PromotionStatus.Deployed));
    }

    private static string Top(RunningEngine engine)
    {
        var top = engine.Process("Top", engine.Script("Step"));
        engine.Package(top);
        return top;
    }
}
