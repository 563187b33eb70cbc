using BoomiEmulator.Faults;
using BoomiEmulator.State;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Deployments;

/// <summary>What happens to packs, and to releases whose answers are lost.</summary>
[TestFixture]
public sealed class PackDecisionTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task PackageAndDeploy_PackWithOthers_KeepsThemAtTheirReleasedVersions(bool refreshes)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { PackUpdateRefreshesPending = refreshes, PackUpdateDropsAtOnce = !refreshes };
        var other = Other(engine, "2.0");
        engine.Boomi.World.AddPackage(engine.Primary, other, "2.1", "not released");
        engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack, content: [new PackContent(other, CurrentVersion: "2.0")]);
        var (promotion, root) = await PromotedAsync(engine);

        var answer = await engine.DeployToTestAsync(promotion);

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EquivalentTo(new[] { (other, "2.0"), (root, "1.0-test.1") }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task PackageAndDeploy_SomebodyElseIsChangingThePack_StopsAndNamesIt(bool isRemoval)
    {
        await using var engine = await RunningEngine.StartAsync();
        var other = Other(engine, "2.0");
        engine.Boomi.World.AddPackage(engine.Primary, other, "2.1", "pending");
        var change = isRemoval ? new PackContent(other, CurrentVersion: "2.0", Deleted: true) : new PackContent(other, CurrentVersion: "2.0", PendingVersion: "2.1");
        var pack = engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack, content: [change]);
        var (promotion, root) = await PromotedAsync(engine);

        var stopped = await engine.DeployToTestAsync(promotion);
        engine.Boomi.World.EditPack(engine.Primary, pack.Id, [new PackContent(other, CurrentVersion: "2.1")]);
        var repeated = await engine.DeployToTestAsync(promotion);

        Assert.That((stopped.Success, stopped.ErrorCode), Is.EqualTo((false, ErrorCodes.TestDeployFailed)));
        Assert.That(stopped.ErrorMessage, Does.Contain(other).And.Contain(isRemoval ? "removal" : "2.1"));
        Assert.That((repeated.ErrorMessage, repeated.ReleaseVersion, repeated.PackageId), Is.EqualTo((string.Empty, "1.0-test.1", stopped.PackageId)));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EquivalentTo(new[] { (other, "2.1"), (root, "1.0-test.1") }));
    }

    [Test]
    public async Task PackageAndDeploy_ProductionPackIsBeingChanged_StopsBeforeMainIsTouched()
    {
        await using var engine = await RunningEngine.StartAsync();
        var other = Other(engine, "2.0");
        engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.ProductionPack, content: [new PackContent(other, PendingVersion: "2.0")]);
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);

        var answer = await engine.DeployToProductionAsync(production);

        Assert.That((answer.ErrorCode, engine.OnMain("Top")), Is.EqualTo((ErrorCodes.DeploymentFailed, 0)));
        Assert.That(answer.ErrorMessage, Does.Contain(other));
    }

    [Test]
    public async Task PackageAndDeploy_PackEditedBetweenReadAndRelease_LosesNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var other = Other(engine, "2.0");
        engine.Boomi.World.AddPackage(engine.Primary, other, "2.1", "released by somebody meanwhile");
        var pack = engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack, content: [new PackContent(other, CurrentVersion: "2.0")]);
        var (promotion, root) = await PromotedAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "PublisherIntegrationPack.update", Effect = FaultEffect.Delay, DelayMs = 400, Nth = 1 });

        var deploying = engine.DeployToTestAsync(promotion);
        await UntilAsync(() => engine.Boomi.Journal.Counts().GetValueOrDefault("PublisherIntegrationPack.get") > 0);
        engine.Boomi.World.EditPack(engine.Primary, pack.Id, [new PackContent(other, CurrentVersion: "2.1")]);
        var answer = await deploying;

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EquivalentTo(new[] { (other, "2.1"), (root, "1.0-test.1") }));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseTookEffectButItsAnswerIsLost_IsFoundInThePackAndWarned()
    {
        await using var engine = await RunningEngine.StartAsync(("Deployments:LostReleaseTimeout", "00:00:10"));
        var (promotion, _) = await PromotedAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.CutAfter, Nth = 1 });

        var answer = await engine.DeployToTestAsync(promotion);

        Assert.That((answer.ErrorMessage, answer.Success, answer.ReleaseId, answer.ReleaseVersion), Is.EqualTo((string.Empty, true, string.Empty, "1.0-test.1")));
        Assert.That(answer.Warnings.Single(), Does.Contain("no ID"));
        Assert.That(engine.Boomi.World.PackReleases(engine.Primary), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseNeverReachedBoomi_IsAskedForAgainWithTheSameList()
    {
        await using var engine = await RunningEngine.StartAsync(("Deployments:LostReleaseTimeout", "00:00:02"));
        var (promotion, _) = await PromotedAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.CutBefore, Nth = 1 });

        var answer = await engine.DeployToTestAsync(promotion);

        Assert.That((answer.ErrorMessage, answer.Success, answer.Warnings.Count), Is.EqualTo((string.Empty, true, 0)));
        Assert.That(engine.Boomi.World.PackReleases(engine.Primary).Single().RequestId, Is.EqualTo(answer.ReleaseId));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseRefused_IsRepeatedFromThere()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, _) = await PromotedAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.Status, Status = 400, Body = "not today", Nth = 1 });

        var refused = await engine.DeployToTestAsync(promotion);
        var status = (await engine.StatusAsync()).Promotions.Single().Status;
        var repeated = await engine.DeployToTestAsync(promotion);

        Assert.That((refused.ErrorCode, status, repeated.ErrorMessage, repeated.PackageId), Is.EqualTo((ErrorCodes.TestDeployFailed, "TEST_DEPLOY_FAILED", string.Empty, refused.PackageId)));
        Assert.That(refused.ErrorMessage, Does.Contain("not today"));
        Assert.That(engine.Boomi.Journal.Counts()["PackagedComponent.create"], Is.EqualTo(1));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseToProductionRefused_StaysApprovedAndTheRepeatDoesNotMergeAgain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.Status, Status = 400, Body = "not today", Nth = 1 });

        var refused = await engine.DeployToProductionAsync(production);
        var status = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single().Status;
        var withdrawn = await engine.Promotions.WithdrawPromotionAsync(new PromotionService.V1.WithdrawPromotionRequest { PromotionId = production, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));
        var repeated = await engine.DeployToProductionAsync(production);

        Assert.That((refused.ErrorCode, status, withdrawn.ErrorCode, repeated.ErrorMessage), Is.EqualTo((ErrorCodes.DeploymentFailed, "ADMIN_APPROVED", ErrorCodes.InvalidPromotionStatus, string.Empty)));
        Assert.That(engine.Boomi.Journal.Counts()["MergeRequest.execute"], Is.EqualTo(1));
    }

    [Test]
    public async Task PackageAndDeploy_PackageFrozeSomethingElse_IsDeletedAndStops()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (promotion, root) = await PromotedAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule
        {
            Operation = "PackagedComponentManifest.get",
            Account = engine.Primary,
            Effect = FaultEffect.Status,
            Status = 200,
            ContentType = "application/json",
            Body = $$"""{"componentInfo":[{"id":"{{root}}","version":77}]}""",
            Nth = 1,
        });

        var answer = await engine.DeployToTestAsync(promotion);

        Assert.That((answer.ErrorCode, answer.PackageId), Is.EqualTo((ErrorCodes.TestDeployFailed, string.Empty)));
        Assert.That(answer.ErrorMessage, Does.Contain(root).And.Contain("77"));
        Assert.That(engine.Boomi.World.Packages(engine.Primary, [root]).All(package => package.Deleted), Is.True);
        Assert.That((await engine.DeployToTestAsync(promotion)).ErrorMessage, Is.Empty);
    }

    private static string Other(RunningEngine engine, string version)
    {
        var other = engine.Boomi.World.AddComponent(engine.Primary, "Finance", "process", string.Empty, "Other", Workshop.ProcessXml()).ComponentId;
        engine.Boomi.World.AddPackage(engine.Primary, other, version, "by hand");
        return other;
    }

    private static async Task<(string Promotion, string Root)> PromotedAsync(RunningEngine engine)
    {
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);
        return (promoted.PromotionId, promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var look = 0; !holds(); look++)
        {
            Assert.That(look, Is.LessThan(2000));
            await Task.Delay(5);
        }
    }
}
