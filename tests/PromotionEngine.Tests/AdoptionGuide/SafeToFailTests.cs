using BoomiEmulator.Faults;
using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.AdoptionGuide;

/// <summary>What the users' guide says of things that go wrong, where no other test is about it.</summary>
[TestFixture]
public sealed class SafeToFailTests
{
    // "BRANCH_LIMIT_REACHED before any work … withdraw a stale pending promotion, or cancel a stale test deployment. This frees a branch slot immediately."
    [TestCase("withdraw")]
    [TestCase("cancel")]
    public async Task BranchLimit_AfterWithdrawingOrCancelling_IsFreeAtOnce(string act)
    {
        await using var engine = await RunningEngine.StartAsync(("Branches:SoftLimit", "1"));
        var (first, second) = (engine.Packaged("First"), engine.Packaged("Second"));
        var holder = (await engine.PromoteToTestAsync(first)).PromotionId;
        var refused = await engine.PromoteAsync(second);

        var freed = act == "cancel"
            ? (await engine.CancelTestAsync(holder)).BranchDeleted
            : (await engine.WithdrawAsync((await engine.SubmitForReviewAsync(holder)).PromotionId)).BranchDeleted;
        var again = await engine.PromoteAsync(second);

        Assert.That((refused.ErrorCode, refused.PromotionId), Is.EqualTo((ErrorCodes.BranchLimitReached, string.Empty)));
        Assert.That((freed, again.ErrorMessage, again.Success), Is.EqualTo((true, string.Empty, true)));
    }

    // "What if I realize I submitted the wrong version? Withdraw the promotion …, fix your components in dev, re-package, and resubmit."
    [Test]
    public async Task WrongVersion_WithdrawnFixedAndResubmitted_GoesToProductionOnce()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        var wrong = await engine.ReviewedAsync(root, "1.0");
        var withdrawn = await engine.WithdrawAsync(wrong, reason: "wrong version");
        engine.Change(script, Workshop.ScriptXml("right"));
        engine.Package(root, "1.1");

        var deployed = await engine.DeployToProductionAsync(await engine.ReviewedAsync(root, "1.1"));

        Assert.That((withdrawn.PreviousStatus, withdrawn.NewStatus, withdrawn.BranchDeleted), Is.EqualTo(("PENDING_ADMIN_REVIEW", "WITHDRAWN", true)));
        Assert.That((deployed.ErrorMessage, deployed.ReleaseVersion), Is.EqualTo((string.Empty, "1.1")));
        Assert.That((engine.OnMain("Top"), engine.OnMain("Step")), Is.EqualTo((1, 1)));
        var main = engine.Boomi.World.Components(engine.Primary).Single(view => view is { IsCurrent: true, Revision.Name: "Step" });
        Assert.That(main.Revision.Content.ObjectXml, Does.Contain("'right'"));
    }

    // "Admin denies after peer approval — Both the peer approval and admin review are reset. You'll need to re-run the full workflow including peer review".
    [Test]
    public async Task AdminDenial_TheNextPromotion_StartsWithoutAnyApproval()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Packaged("Top");
        await engine.AdminAsync(await engine.ReviewedAsync(root), approve: false);
        var next = await engine.PromoteAsync(root);
        await engine.DeployToTestAsync(next.PromotionId, "1.1");
        var production = await engine.SubmitAsync(next.PromotionId);

        var refused = await engine.DeployToProductionAsync(production);

        var row = (await engine.StatusAsync(filter: query => query.PromotionId = production)).Promotions.Single();
        Assert.That((row.Status, row.PeerReviewedBy, row.AdminApprovedBy, row.AdminComments), Is.EqualTo(("PENDING_PEER_REVIEW", string.Empty, string.Empty, string.Empty)));
        Assert.That((refused.ErrorCode, engine.OnMain("Top")), Is.EqualTo((ErrorCodes.PromotionNotCompleted, 0)));
    }

    // "Deploy to Test — … Automated validation only — no manual approval gates."
    [Test]
    public async Task DeployToTest_ABranchThatDoesNotHoldWhatWasPromoted_FailsNamingTheComponent()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promoted = await engine.PromoteAsync(engine.Packaged("Top"));
        var component = promoted.PromotionResults[0];
        engine.Boomi.World.UpdateComponent(engine.Primary, component.ProdComponentId, Workshop.ScriptXml("by hand"), promoted.BranchId, "somebody");

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That((answer.Success, answer.ErrorCode, answer.TestReleaseId), Is.EqualTo((false, ErrorCodes.TestDeployFailed, string.Empty)));
        Assert.That(answer.ErrorMessage, Does.Contain(component.ProdComponentId).Or.Contain(component.ComponentName));
        Assert.That((await engine.StatusAsync()).Promotions.Single().Status, Is.EqualTo("TEST_DEPLOY_FAILED"));
    }

    // "You'll see each component marked as CREATE … or UPDATE …. If any connections show as UNMAPPED, stop here".
    [Test]
    public async Task DependencyTree_BeforeThePromotion_MarksWhatIsNewUpdatedAndUnmapped()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var connection = engine.Connection("Bank");
        var prod = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Step", Workshop.ScriptXml("0")).ComponentId;
        await engine.MapAsync(script, prod, "script.processing");
        var root = engine.Process("Top", script, connection);
        engine.Package(root);

        var tree = await engine.ResolveAsync(root);

        Assert.That(
            tree.Dependencies.Select(row => (row.ComponentName, row.ProdStatus, row.ProdComponentId)),
            Is.EquivalentTo(new[] { ("Top", "NEW", string.Empty), ("Step", "UPDATE", prod), ("Bank", "UNMAPPED", string.Empty) }));
        Assert.That((tree.NewCount, tree.UpdateCount, tree.UnmappedConnectionCount), Is.EqualTo((1, 1, 1)));
    }

    // "Promotion fails — The staging branch is deleted automatically. Nothing changed in production. Zero cleanup needed. … Fix the root cause … and re-run".
    [Test]
    public async Task FailedPromotion_OnceItsCauseIsGone_IsRunAgainWithoutAnyCleanup()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Packaged("Top");
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Effect = FaultEffect.Status, Status = 400, Body = "refused by a test" });
        var failed = await engine.PromoteAsync(root);
        var branches = engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name).ToList();
        var onMain = (engine.OnMain("Top"), engine.OnMain("Step of Top"));
        engine.Boomi.Faults.Clear();

        var again = await engine.PromoteAsync(root);

        Assert.That((failed.ErrorCode, failed.PromotionId.Length > 0, onMain), Is.EqualTo((ErrorCodes.PromotionFailed, true, (0, 0))));
        Assert.That(branches, Is.EqualTo(new[] { "main" }));
        Assert.That((again.ErrorMessage, again.ComponentsCreated), Is.EqualTo((string.Empty, 2)));
    }

    // "Can I close the browser during promotion? Yes. The backend runs … independently of your browser."
    [Test]
    public async Task Promotion_WhoseCallerHangsUp_RunsToItsEnd()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tree = await engine.ResolveAsync(engine.Packaged("Top"));
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 1, DelayMs = 300, Effect = FaultEffect.Delay });
        using var browser = new CancellationTokenSource();
        var call = engine.Promotions.ExecutePromotionAsync(
            new ExecutePromotionRequest
            {
                DevAccountId = engine.DevAccount,
                Components = { tree.Dependencies.Select(row => new PromotedComponent { ComponentId = row.ComponentId }) },
                PromotionMetadata = new PromotionMetadata { DevPackageId = tree.DevPackageId },
            },
            engine.By("alice"),
            cancellationToken: browser.Token);
        await UntilAsync(async () => (await engine.StatusAsync()).Promotions is [{ Status: "IN_PROGRESS" }]);

        await browser.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<RpcException>());
        await UntilAsync(async () => (await engine.StatusAsync()).Promotions.Single().Status == "COMPLETED");
        Assert.That((await engine.StatusAsync()).Promotions.Single().ComponentsCreated, Is.EqualTo(2));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
