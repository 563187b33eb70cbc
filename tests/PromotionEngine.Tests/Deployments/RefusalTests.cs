using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Deployments;

/// <summary>What a deployment is refused for before anything is done.</summary>
[TestFixture]
public sealed class RefusalTests
{
    [Test]
    public async Task PackageAndDeploy_Completed_RefusesWhatDoesNotSuitIt()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (id, _) = await PromotedAsync(engine);
        engine.Boomi.World.AddPack(engine.Primary, "Live");
        var live = engine.Boomi.World.Packs(engine.Primary).Single(pack => pack.Pack.Name == "Live").Pack.Id;
        engine.Boomi.Journal.Clear();

        Assert.Multiple(async () =>
        {
            await RefusedAsync(engine, "no-such-promotion", "alice", ErrorCodes.PromotionNotFound, "no-such-promotion");
            await RefusedAsync(engine, id, "rita", ErrorCodes.InsufficientTier, "rita");
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "packageVersion");
            await RefusedAsync(engine, id, "alice", ErrorCodes.InsufficientTier, "alice", request => request.DeploymentTarget = "PRODUCTION");
            await RefusedAsync(engine, "no-such-promotion", "alice", ErrorCodes.InsufficientTier, "alice", request => request.DeploymentTarget = "PRODUCTION");
            await RefusedAsync(engine, id, "carol", ErrorCodes.PromotionNotCompleted, "COMPLETED", request => request.DeploymentTarget = "PRODUCTION");
            await RefusedAsync(engine, id, "alice", ErrorCodes.HotfixJustificationRequired, "hotfixJustification", request => request.IsHotfix = true);
            await RefusedAsync(engine, id, "alice", ErrorCodes.TestPromotionNotFound, "nowhere", request => request.TestPromotionId = "nowhere");
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "branchId is other", Versioned(request => request.BranchId = "other"));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "prodComponentId is other", Versioned(request => request.ProdComponentId = "other"));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "testPromotionId is", Versioned(request => request.TestPromotionId = id));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "no integration pack", Versioned(request => request.IntegrationPackId = "nowhere"));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "production pack", Versioned(request => request.IntegrationPackId = live));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "newPackName", Versioned(request => request.CreateNewPack = true));
            await RefusedAsync(engine, id, "alice", ErrorCodes.InvalidRequest, "Send one of them", Versioned(request =>
            {
                request.IntegrationPackId = live;
                request.CreateNewPack = true;
            }));
        });
        Assert.That((await engine.StatusAsync()).Promotions.Single().Status, Is.EqualTo("COMPLETED"));
    }

    [Test]
    public async Task PackageAndDeploy_TestDeployed_HasNoRoadToMainWithoutTwoApprovals()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (id, _) = await PromotedAsync(engine);
        await engine.DeployToTestAsync(id);

        foreach (var target in new[] { string.Empty, "TEST", "PRODUCTION" })
        {
            var answer = await engine.DeployAsync(id, "carol", request => request.DeploymentTarget = target);
            Assert.That((answer.ErrorCode, answer.ErrorMessage), Is.EqualTo((ErrorCodes.PromotionNotCompleted, answer.ErrorMessage)));
            Assert.That(answer.ErrorMessage, Does.Contain("TEST_DEPLOYED").And.Contain("review"));
        }

        Assert.That(engine.OnMain("Top"), Is.Zero);
    }

    [Test]
    public async Task PackageAndDeploy_InReview_NeedsAPeerAnotherAdminAndAPack()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (id, _) = await PromotedAsync(engine);
        await engine.DeployToTestAsync(id);
        var production = await engine.SubmitAsync(id);
        var unreviewed = await engine.DeployToProductionAsync(production);
        await engine.Reviews.SubmitPeerReviewAsync(new SubmitPeerReviewRequest { PromotionId = production, Decision = "APPROVED", ReviewerEmail = "dan@abc.example" }, engine.By("dan"));
        var testPack = engine.Boomi.World.Packs(engine.Primary).Single(pack => pack.Pack.Name == DeploymentCalls.TestPack).Pack.Id;

        Assert.That((unreviewed.ErrorCode, unreviewed.ErrorMessage), Is.EqualTo((ErrorCodes.PromotionNotCompleted, unreviewed.ErrorMessage)));
        Assert.That(unreviewed.ErrorMessage, Does.Contain("PENDING_PEER_REVIEW"));
        Assert.Multiple(async () =>
        {
            await RefusedAsync(engine, production, "alice", ErrorCodes.InsufficientTier, "admins");
            await RefusedAsync(engine, production, "dan", ErrorCodes.SelfApprovalNotAllowed, "dan@abc.example", Named("Orders"));
            await RefusedAsync(engine, production, "carol", ErrorCodes.PackAssignmentRequired, "Nothing was done");
            await RefusedAsync(engine, production, "carol", ErrorCodes.InvalidDeploymentTarget, "TEST", request => request.DeploymentTarget = "TEST");
            await RefusedAsync(engine, production, "carol", ErrorCodes.InvalidRequest, "test pack", request => request.IntegrationPackId = testPack);
            await RefusedAsync(engine, production, "carol", ErrorCodes.InvalidRequest, "test pack", Named("Orders - test"));
        });
        var status = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single();
        Assert.That((status.Status, engine.OnMain("Top")), Is.EqualTo(("PENDING_ADMIN_REVIEW", 0)));
    }

    [Test]
    public async Task PackageAndDeploy_InitiatorIsAdmin_MayNotDeployButMayChooseThePack()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root, by: "carol");
        await engine.DeployAsync(promoted.PromotionId, "carol", request => request.PackageVersion = "1.0");

        await RefusedAsync(engine, promoted.PromotionId, "carol", ErrorCodes.PackAssignmentRequired, "integrationPackId");
        await RefusedAsync(engine, promoted.PromotionId, "bob", ErrorCodes.InsufficientTier, "assign a pack", Named("Orders"));
        var assigned = await engine.DeployAsync(promoted.PromotionId, "carol", Named("Orders"));
        var submitted = await engine.Reviews.SubmitForReviewAsync(new SubmitForReviewRequest { PromotionId = promoted.PromotionId }, engine.By("alice"));
        await engine.Reviews.SubmitPeerReviewAsync(new SubmitPeerReviewRequest { PromotionId = submitted.PromotionId, Decision = "APPROVED", ReviewerEmail = "bob@abc.example" }, engine.By("bob"));

        Assert.That((assigned.ErrorMessage, submitted.ErrorMessage), Is.EqualTo((string.Empty, string.Empty)));
        await RefusedAsync(engine, submitted.PromotionId, "carol", ErrorCodes.SelfApprovalNotAllowed, "carol@abc.example", Named("Orders live"));
    }

    [Test]
    public async Task PackageAndDeploy_TwoAtOnce_OneDeploysAndTheOtherIsTold()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (id, root) = await PromotedAsync(engine);
        engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => engine.DeployToTestAsync(id))));

        Assert.That(answers.Count(answer => answer.Success), Is.EqualTo(1));
        Assert.That(answers.Where(answer => !answer.Success).Select(answer => answer.ErrorCode), Is.All.EqualTo(ErrorCodes.PromotionNotCompleted));
        Assert.That(engine.Boomi.World.Packages(engine.Primary, [root]), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task PackageAndDeploy_RacingWithdrawal_OneWinsAndMainTellsWhich()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);

        var deploying = Task.Run(() => engine.DeployToProductionAsync(production));
        var withdrawing = Task.Run(async () => await engine.Promotions.WithdrawPromotionAsync(
            new WithdrawPromotionRequest { PromotionId = production, InitiatorEmail = "alice@abc.example" }, engine.By("alice")));
        var (deployed, withdrawn) = (await deploying, await withdrawing);

        var status = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single().Status;
        Assert.That(deployed.Success, Is.Not.EqualTo(withdrawn.Success), deployed.ErrorMessage + withdrawn.ErrorMessage);
        Assert.That((status, engine.OnMain("Top")), Is.EqualTo(deployed.Success ? ("DEPLOYED", 1) : ("WITHDRAWN", 0)));
    }

    private static Action<PackageAndDeployRequest> Versioned(Action<PackageAndDeployRequest> fill) => request =>
    {
        request.PackageVersion = "1.0";
        fill(request);
    };

    private static Action<PackageAndDeployRequest> Named(string pack) => request =>
    {
        request.CreateNewPack = true;
        request.NewPackName = pack;
    };

    private static async Task RefusedAsync(RunningEngine engine, string promotion, string by, string code, string says, Action<PackageAndDeployRequest>? fill = null)
    {
        var answer = await engine.DeployAsync(promotion, by, fill);
        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain(says));
    }

    private static async Task<(string Promotion, string Root)> PromotedAsync(RunningEngine engine)
    {
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);
        return (promoted.PromotionId, promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId);
    }
}
