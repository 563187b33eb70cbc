using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Deployments;

/// <summary>Each mode once, from end to end.</summary>
[TestFixture]
public sealed class HappyPathTests
{
    [Test]
    public async Task PackageAndDeploy_ToTestWithANewPack_PackagesFromTheBranchAndReleases()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);

        var answer = await engine.DeployToTestAsync(promoted.PromotionId, "1.0");

        var prod = promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId;
        Assert.That((answer.ErrorMessage, answer.Success, answer.BranchPreserved, answer.NeedsPackAssignment), Is.EqualTo((string.Empty, true, true, false)));
        Assert.That((answer.TestReleaseVersion, answer.ReleaseVersion, answer.DeploymentTarget, answer.TestIntegrationPackName), Is.EqualTo(("1.0-test.1", "1.0-test.1", "TEST", DeploymentCalls.TestPack)));
        Assert.That((answer.PackageId, answer.ReleaseId), Is.EqualTo((answer.ProdPackageId, answer.TestReleaseId)).And.Not.EqualTo((string.Empty, string.Empty)));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EqualTo(new[] { (prod, "1.0-test.1") }));
        Assert.That(engine.OnMain("Top"), Is.Zero);
        var record = (await engine.StatusAsync()).Promotions.Single();
        Assert.That((record.Status, record.TestIntegrationPackName, record.IntegrationPackId, record.ProdPackageId), Is.EqualTo(("TEST_DEPLOYED", DeploymentCalls.TestPack, string.Empty, answer.PackageId)));
    }

    [Test]
    public async Task PackageAndDeploy_ToTestWithoutAnyPack_AwaitsTheChoiceAndThenReleases()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);

        var waiting = await engine.DeployToTestAsync(promoted.PromotionId, pack: string.Empty);
        var assigned = await engine.DeployAsync(promoted.PromotionId, "carol", request =>
        {
            request.CreateNewPack = true;
            request.NewPackName = "Orders";
        });

        Assert.That((waiting.Success, waiting.NeedsPackAssignment, waiting.IntegrationPackId, waiting.BranchPreserved), Is.EqualTo((true, true, string.Empty, true)));
        Assert.That((assigned.ErrorMessage, assigned.Success, assigned.BranchPreserved, assigned.PackageId), Is.EqualTo((string.Empty, true, false, waiting.PackageId)));
        Assert.That((assigned.TestIntegrationPackName, assigned.ReleaseVersion), Is.EqualTo((DeploymentCalls.TestPack, "1.0-test.1")));
        Assert.That((await engine.StatusAsync()).Promotions.Single().Status, Is.EqualTo("TEST_DEPLOYED"));
    }

    [Test]
    public async Task PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        var production = await engine.ReviewedAsync(root, "1.0");

        var answer = await engine.DeployToProductionAsync(production);

        Assert.That((answer.ErrorMessage, answer.Success, answer.BranchPreserved, answer.DeploymentTarget), Is.EqualTo((string.Empty, true, false, "PRODUCTION")));
        Assert.That((answer.IntegrationPackName, answer.ReleaseVersion, answer.TestReleaseId), Is.EqualTo((DeploymentCalls.ProductionPack, "1.0", string.Empty)));
        Assert.That((engine.OnMain("Top"), engine.OnMain("Step")), Is.EqualTo((1, 1)));
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Is.EqualTo(new[] { "main" }));
        Assert.That(await engine.Slots.ListAsync(CancellationToken.None), Is.Empty);
        var record = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single();
        Assert.That((record.Status, record.AdminReviewStatus, record.ReleaseId, record.BranchId), Is.EqualTo(("DEPLOYED", "ADMIN_APPROVED", answer.ReleaseId, string.Empty)));
        await engine.DrainOutboxAsync();
        var mapped = await engine.ResolveAsync(root);
        Assert.That(mapped.Dependencies.Select(row => (row.ComponentName, row.ProdStatus, row.MainChanged)), Is.EqualTo(new[] { ("Top", "UPDATE", false), ("Step", "UPDATE", false) }));
    }

    [Test]
    public async Task PackageAndDeploy_Hotfix_GoesToProductionAndItsTestPackFollows()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root, isHotfix: true);
        var production = await engine.SubmitAndReviewAsync(promoted.PromotionId, "The bank cannot be reached.", "2.0");

        var answer = await engine.DeployToProductionAsync(production, fill: request =>
        {
            request.HotfixCreateNewTestPack = true;
            request.HotfixNewTestPackName = "Orders";
        });

        Assert.That((answer.ErrorMessage, answer.Success, answer.IsHotfix, answer.Warnings.Count), Is.EqualTo((string.Empty, true, true, 0)));
        Assert.That((answer.IntegrationPackName, answer.TestIntegrationPackName, answer.ReleaseVersion, answer.TestReleaseVersion), Is.EqualTo((DeploymentCalls.ProductionPack, DeploymentCalls.TestPack, "2.0", "2.0")));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EqualTo(engine.Released(DeploymentCalls.ProductionPack)));
    }
}
