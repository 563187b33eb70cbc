using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Deployments;

/// <summary>A release that the platform accepted and that failed on its way: the same call is repeated and releases again, and does nothing else.</summary>
[TestFixture]
public sealed class ReleaseAgainTests
{
    [Test]
    public async Task PackageAndDeploy_TestReleaseFailed_ReleasesTheSamePackageAgain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Packaged();
        var id = (await engine.PromoteAsync(root)).PromotionId;
        Failing(engine, true);
        var first = await engine.DeployToTestAsync(id);
        await PollAsync(engine);
        Failing(engine, false);
        var failed = await CheckAsync(engine, id, "TEST");
        engine.Boomi.Journal.Clear();

        var again = await engine.DeployToTestAsync(id);

        Assert.That((first.ErrorMessage, failed.Status), Is.EqualTo((string.Empty, "FAILED")));
        Assert.That((again.ErrorMessage, again.Success, again.PackageId, again.ReleaseVersion), Is.EqualTo((string.Empty, true, first.PackageId, "1.0-test.1")));
        Assert.That((again.IntegrationPackId, again.ReleaseId), Is.EqualTo((first.IntegrationPackId, again.TestReleaseId)).And.Not.EqualTo((first.IntegrationPackId, first.ReleaseId)));
        Assert.That(engine.Released(DeploymentCalls.TestPack).Single().Version, Is.EqualTo("1.0-test.1"));
        Assert.That(Created(engine), Is.EqualTo((0L, 0L, 1L)), "packages, packs, releases");
        var promotion = await engine.PromotionAsync(id);
        Assert.That((promotion.Status, promotion.HasRun, promotion.Lease, promotion.BranchId.Length > 0), Is.EqualTo((PromotionStatus.TestDeployed, false, (RunLease?)null, true)));
        await PollAsync(engine);
        Assert.That((await CheckAsync(engine, id, "TEST")).Status, Is.EqualTo("COMPLETE"));
    }

    [Test]
    public async Task PackageAndDeploy_ProductionReleaseFailed_ReleasesAgainForAnotherAdminAlone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Packaged();
        var production = await engine.ReviewedAsync(root);
        Failing(engine, true);
        var first = await engine.DeployToProductionAsync(production);
        await PollAsync(engine);
        Failing(engine, false);
        engine.Boomi.Journal.Clear();

        var byInitiator = await engine.DeployAsync(production, "alice");
        var otherVersion = await engine.DeployToProductionAsync(production, fill: request => request.PackageVersion = "9.9");
        var toTest = await engine.DeployAsync(production, "carol", request => request.DeploymentTarget = "TEST");
        var again = await engine.DeployToProductionAsync(production);

        Assert.That((byInitiator.ErrorCode, otherVersion.ErrorCode, toTest.ErrorCode), Is.EqualTo((ErrorCodes.InsufficientTier, ErrorCodes.InvalidRequest, ErrorCodes.PromotionNotCompleted)));
        Assert.That(otherVersion.ErrorMessage, Does.Contain("9.9").And.Contain("1.0"));
        Assert.That((again.ErrorMessage, again.PackageId, again.ReleaseVersion, again.DeploymentTarget), Is.EqualTo((string.Empty, first.PackageId, "1.0", "PRODUCTION")));
        Assert.That(again.ReleaseId, Is.Not.Empty.And.Not.EqualTo(first.ReleaseId));
        Assert.That(engine.Released(DeploymentCalls.ProductionPack).Single().Version, Is.EqualTo("1.0"));
        Assert.That(Created(engine), Is.EqualTo((0L, 0L, 1L)), "packages, packs, releases");
        Assert.That(engine.Boomi.Journal.Counts().Keys.Where(call => call.StartsWith("MergeRequest", StringComparison.Ordinal)), Is.Empty, "main is left alone");
        var promotion = await engine.PromotionAsync(production);
        Assert.That((promotion.Status, promotion.HasRun, promotion.Lease, promotion.DeployedAt is null), Is.EqualTo((PromotionStatus.Deployed, false, (RunLease?)null, false)));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { PromotionId = production, Limit = 1 }, engine.By("carol"));
        Assert.That(audit.Entries.Select(entry => (entry.Act, entry.Before, entry.After)), Is.EqualTo(new[] { ("packageAndDeploy", "DEPLOYED", "DEPLOYED") }));
        Assert.That(audit.ChainIntact, Is.True);
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseOfTheHotfixInTestFailed_ReleasesTheTestPackAlone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promoted = await engine.PromoteAsync(engine.Packaged(), isHotfix: true);
        var production = await engine.SubmitAndReviewAsync(promoted.PromotionId, "The bank cannot be reached.", "2.0");
        var first = await engine.DeployToProductionAsync(production, fill: request => (request.HotfixCreateNewTestPack, request.HotfixNewTestPackName) = (true, "Orders"));
        await PollAsync(engine);
        await engine.EditAsync(production, promotion => promotion with { TestRelease = promotion.TestRelease! with { State = ReleaseState.Failed } });

        var again = await engine.DeployToProductionAsync(production);

        Assert.That((again.ErrorMessage, again.ReleaseId), Is.EqualTo((string.Empty, first.ReleaseId)));
        Assert.That(again.TestReleaseId, Is.Not.Empty.And.Not.EqualTo(first.TestReleaseId));
        Assert.That((again.TestReleaseVersion, again.Warnings.Count), Is.EqualTo(("2.0", 0)));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseInAChosenPackFailed_IsRepeatedByAnAdmin()
    {
        await using var engine = await RunningEngine.StartAsync();
        var id = (await engine.PromoteAsync(engine.Packaged())).PromotionId;
        await engine.DeployToTestAsync(id, pack: string.Empty);
        Failing(engine, true);
        var first = await engine.DeployAsync(id, "carol", request => (request.CreateNewPack, request.NewPackName) = (true, "Orders"));
        await PollAsync(engine);
        Failing(engine, false);

        var byContributor = await engine.DeployAsync(id);
        var again = await engine.DeployAsync(id, "carol", request => (request.CreateNewPack, request.NewPackName) = (true, "Orders"));

        Assert.That((byContributor.ErrorCode, again.ErrorMessage, again.IntegrationPackId), Is.EqualTo((ErrorCodes.InsufficientTier, string.Empty, first.IntegrationPackId)));
        Assert.That(engine.Released(DeploymentCalls.TestPack).Single().Version, Is.EqualTo("1.0-test.1"));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseOnItsWayOrArrived_IsNotRepeated()
    {
        await using var engine = await RunningEngine.StartAsync();
        var id = (await engine.PromoteAsync(engine.Packaged())).PromotionId;
        await engine.DeployToTestAsync(id);
        var onItsWay = await engine.DeployToTestAsync(id);
        await PollAsync(engine);

        var arrived = await engine.DeployToTestAsync(id);

        Assert.That((onItsWay.ErrorCode, arrived.ErrorCode), Is.EqualTo((ErrorCodes.PromotionNotCompleted, ErrorCodes.PromotionNotCompleted)));
        Assert.That(arrived.ErrorMessage, Does.Contain("TEST_DEPLOYED"));
    }

    [Test]
    public async Task PackageAndDeploy_RepeatRefused_LeavesThePromotionDeployedAndRepeatable()
    {
        await using var engine = await RunningEngine.StartAsync();
        var production = await engine.ReviewedAsync(engine.Packaged());
        Failing(engine, true);
        await engine.DeployToProductionAsync(production);
        await PollAsync(engine);
        Failing(engine, false);
        var pack = engine.Boomi.World.Packs(engine.Primary).Single(view => view.Pack.Name == DeploymentCalls.ProductionPack).Pack;
        engine.Boomi.World.DeletePack(engine.Primary, pack.Id);

        var refused = await engine.DeployAsync(production, "carol");
        var elsewhere = await engine.DeployToProductionAsync(production, pack: "Orders anew");

        Assert.That((refused.ErrorCode, elsewhere.ErrorMessage), Is.EqualTo((ErrorCodes.DeploymentFailed, string.Empty)));
        Assert.That(refused.ErrorMessage, Does.Contain(pack.Id));
        Assert.That(engine.Released("Orders anew").Single().Version, Is.EqualTo("1.0"));
        Assert.That((await engine.PromotionAsync(production)).Status, Is.EqualTo(PromotionStatus.Deployed));
    }

    private static void Failing(RunningEngine engine, bool fails) => engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { ReleasesFail = fails };

    private static async Task PollAsync(RunningEngine engine) => await engine.Maintenance.PollReleasesAsync(new PollReleasesRequest(), RunningEngine.ByService());

    private static async Task<Release> CheckAsync(RunningEngine engine, string id, string type) =>
        (await engine.Deployments.CheckReleaseStatusAsync(new CheckReleaseStatusRequest { PromotionId = id, ReleaseType = type }, engine.By("alice"))).Releases.Single();

    private static (long Packages, long Packs, long Releases) Created(RunningEngine engine)
    {
        var counts = engine.Boomi.Journal.Counts();
        return (counts.GetValueOrDefault("PackagedComponent.create"), counts.GetValueOrDefault("PublisherIntegrationPack.create"), counts.GetValueOrDefault("ReleaseIntegrationPack.create"));
    }
}
