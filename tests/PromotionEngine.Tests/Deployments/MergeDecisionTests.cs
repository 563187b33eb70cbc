using BoomiEmulator;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using SeededHub;

namespace PromotionEngine.Tests.Deployments;

/// <summary>What is merged, when it is not, and what becomes of the mappings.</summary>
[TestFixture]
public sealed class MergeDecisionTests
{
    [Test]
    public async Task PackageAndDeploy_MainMovedOn_IsStaleNamesBothVersionsAndWhoAndAnAdminMayOverride()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (root, script, production) = await SecondVersionAsync(engine);
        engine.Boomi.World.UpdateComponent(engine.Primary, script, Workshop.ScriptXml("by hand"));

        var stale = await engine.DeployToProductionAsync(production);
        var overridden = await engine.DeployToProductionAsync(production, fill: request => request.OverrideStale = true);

        Assert.That((stale.Success, stale.ErrorCode), Is.EqualTo((false, ErrorCodes.StalePromotion)));
        Assert.That(stale.ErrorMessage, Does.Contain("Step").And.Contain(script).And.Contain("main's version 2").And.Contain("main has version 4").And.Contain("@"));
        Assert.That((overridden.ErrorMessage, overridden.Success), Is.EqualTo((string.Empty, true)));
        Assert.That(engine.Boomi.World.Component(engine.Primary, script).Content.ObjectXml, Does.Contain("'2'"));
        var audit = await engine.Audit.QueryAuditAsync(new PromotionService.V1.QueryAuditRequest { PromotionId = production }, engine.By("carol"));
        Assert.That(audit.Entries.Select(entry => (entry.Act, entry.Actor)), Does.Contain(("overrideStale", "carol@abc.example")));
        Assert.That(root, Is.Not.Empty);
    }

    [TestCase(false, "PENDING_ADMIN_REVIEW")]
    [TestCase(true, "ADMIN_APPROVED")]
    public async Task PackageAndDeploy_BranchEditedAfterAnApproval_ApprovesNoFurtherAndMergesNothing(bool isApprovedByAdmin, string status)
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        if (isApprovedByAdmin)
        {
            Assert.That((await engine.AdminAsync(production)).ErrorCode, Is.Empty);
        }

        var record = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single();
        var promotion = (await engine.Records.GetAsync(new PromotionEngine.Promotions.PromotionId(production), CancellationToken.None))!.Promotion;
        var script = promotion.Results.Single(result => result.Name == "Step").ProdComponentId;
        engine.Boomi.World.UpdateComponent(engine.Primary, script, Workshop.ScriptXml("smuggled in"), record.BranchId);

        var answer = await engine.DeployToProductionAsync(production);

        Assert.That((answer.ErrorCode, engine.OnMain("Top")), Is.EqualTo((ErrorCodes.MergeFailed, 0)));
        Assert.That(answer.ErrorMessage, Does.Contain(script));
        Assert.That((await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single().Status, Is.EqualTo(status));
    }

    [Test]
    public async Task PackageAndDeploy_StrangerOnTheBranch_IsLeftOutAndNamed()
    {
        await using var engine = await RunningEngine.StartAsync();
        var old = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Stranger", Workshop.ScriptXml("1")).ComponentId;
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        var branch = (await engine.StatusAsync(filter: request => request.PromotionId = production)).Promotions.Single().BranchId;
        engine.Boomi.World.UpdateComponent(engine.Primary, old, Workshop.ScriptXml("smuggled in"), branch);

        var answer = await engine.DeployToProductionAsync(production);

        Assert.That((answer.ErrorMessage, answer.Success), Is.EqualTo((string.Empty, true)));
        Assert.That(answer.Warnings.Single(), Does.Contain("Stranger").And.Contain(old));
        Assert.That(engine.Boomi.World.Component(engine.Primary, old).Content.ObjectXml, Does.Contain("'1'"));
    }

    [Test]
    public async Task PackageAndDeploy_SameComponentsBroughtByAnotherPromotionSince_IsStaleAndNoOverrideHelps()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var slow = await engine.ReviewedAsync(root, "1.0");
        var hotfix = await engine.PromoteAsync(root, isHotfix: true);
        var quick = await engine.SubmitAndReviewAsync(hotfix.PromotionId, "The bank cannot be reached.", "2.0");
        var first = await engine.DeployToProductionAsync(quick);

        var second = await engine.DeployToProductionAsync(slow, fill: request => request.OverrideStale = true);

        Assert.That((first.Success, second.ErrorCode), Is.EqualTo((true, ErrorCodes.StalePromotion)), first.ErrorMessage + second.ErrorMessage);
        Assert.That((engine.OnMain("Top"), engine.OnMain("Step")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task PackageAndDeploy_EverythingEqualsMain_CountsAsMerged()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        await DeployedAsync(engine, root, "1.0");
        engine.Boomi.Journal.Clear();

        var answer = await DeployedAsync(engine, root, "1.1");

        Assert.That((answer.ErrorMessage, answer.Success, answer.ReleaseVersion), Is.EqualTo((string.Empty, true, "1.1")));
        Assert.That(engine.Boomi.Journal.Counts().GetValueOrDefault("MergeRequest.execute"), Is.Zero);
    }

    [Test]
    public async Task PackageAndDeploy_BoomiCannotMerge_FailsAndCanBeRepeated()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { MergesFail = true };
        var failed = await engine.DeployToProductionAsync(production);
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { MergesFail = false };

        var repeated = await engine.DeployToProductionAsync(production);

        Assert.That((failed.ErrorCode, repeated.ErrorMessage, repeated.Success), Is.EqualTo((ErrorCodes.MergeFailed, string.Empty, true)));
        Assert.That(engine.OnMain("Top"), Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task PackageAndDeploy_DraftFailsOrTakesTooLong_EndsWithItsCodeAndTheRepeatGoesOn(bool fails)
    {
        await using var engine = await RunningEngine.StartAsync(("Deployments:MergeTimeout", "00:00:02"));
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { DraftsFail = fails };
        engine.Boomi.Settings.Delays = engine.Boomi.Settings.Delays with { MergeStage = fails ? TimeSpan.Zero : TimeSpan.FromHours(1) };
        var failed = await engine.DeployToProductionAsync(production);
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { DraftsFail = false };
        engine.Boomi.Settings.Delays = engine.Boomi.Settings.Delays with { MergeStage = TimeSpan.Zero };

        var repeated = await engine.DeployToProductionAsync(production);

        Assert.That((failed.ErrorCode, repeated.ErrorMessage), Is.EqualTo((fails ? ErrorCodes.MergeFailed : ErrorCodes.MergeTimeout, string.Empty)));
    }

    [Test]
    public async Task PackageAndDeploy_TestFixTestProduction_LeavesOneComponentAndOneEntryEach()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        var first = await engine.PromoteAsync(root);
        await engine.DeployToTestAsync(first.PromotionId, "1.0");
        engine.Change(script, Workshop.ScriptXml("2"));
        engine.Package(root, "1.1");
        var second = await engine.PromoteAsync(root);

        var tested = await engine.DeployToTestAsync(second.PromotionId, "1.0", pack: string.Empty);
        var deployed = await engine.DeployToProductionAsync(await engine.SubmitAndReviewAsync(second.PromotionId));
        engine.Change(script, Workshop.ScriptXml("3"));
        engine.Package(root, "1.2");
        var third = await DeployedAsync(engine, root, "3.0");

        var prod = first.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId;
        Assert.That((tested.ErrorMessage, tested.AutoDetectedPackId, tested.ReleaseVersion), Is.EqualTo((string.Empty, tested.TestIntegrationPackId, "1.0-test.2")));
        Assert.That((deployed.ErrorMessage, third.ErrorMessage), Is.EqualTo((string.Empty, string.Empty)));
        Assert.That((engine.OnMain("Top"), engine.OnMain("Step")), Is.EqualTo((1, 1)));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EqualTo(new[] { (prod, "3.0-test.1") }));
        Assert.That(engine.Released(DeploymentCalls.ProductionPack), Is.EqualTo(new[] { (prod, "3.0") }));
    }

    [Test]
    public async Task PackageAndDeploy_ComponentsOfProductionVanished_AreReplacedInMainMappingAndPack()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        await DeployedAsync(engine, root, "1.0");
        await engine.DrainOutboxAsync();
        var old = (await engine.ResolveAsync(root)).Dependencies.ToDictionary(row => row.ComponentId, row => row.ProdComponentId);
        foreach (var gone in old.Values)
        {
            engine.Boomi.World.DeleteComponent(engine.Primary, gone, "somebody");
        }

        var deployed = await DeployedAsync(engine, root, "2.0");
        await engine.DrainOutboxAsync();

        var mapped = (await engine.ResolveAsync(root)).Dependencies;
        Assert.That(mapped.Select(row => row.ProdStatus), Is.All.EqualTo("UPDATE"));
        Assert.That(mapped.Select(row => row.ProdComponentId).Intersect(old.Values), Is.Empty, "the mappings lead to the new ones");
        Assert.That(
            engine.Boomi.World.Components(engine.Primary).Where(view => view is { IsCurrent: true, Revision: { Deleted: false, Name: "Top" or "Step" } }).Select(view => view.Revision.ComponentId),
            Is.EquivalentTo(mapped.Select(row => row.ProdComponentId)));
        Assert.That(engine.Released(DeploymentCalls.ProductionPack), Is.EqualTo(new[] { (mapped.Single(row => row.ComponentId == root).ProdComponentId, "2.0") }), deployed.ErrorMessage);
        var mappings = await engine.Mappings.ManageMappingsAsync(new PromotionService.V1.ManageMappingsRequest { Action = "query", DevComponentId = script, DevAccountId = engine.DevAccount }, engine.By("carol"));
        Assert.That(mappings.Mappings.Select(mapping => mapping.ProdComponentId), Is.EqualTo(mapped.Where(row => row.ComponentId == script).Select(row => row.ProdComponentId)));
    }

    [Test]
    public async Task PackageAndDeploy_PlatformRefusesABranchOfABranch_TheTestPackStillHasOneEntry()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = engine.Boomi.Settings.Switches with { BranchOfBranchAllowed = false };
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        var first = await engine.PromoteAsync(root);
        await engine.DeployToTestAsync(first.PromotionId, "1.0");
        engine.Change(script, Workshop.ScriptXml("2"));
        engine.Package(root, "1.1");
        var second = await engine.PromoteAsync(root);

        var tested = await engine.DeployToTestAsync(second.PromotionId, "1.0", pack: string.Empty);

        var prod = second.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId;
        Assert.That(tested.ErrorMessage, Is.Empty);
        Assert.That(prod, Is.Not.EqualTo(first.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EqualTo(new[] { (prod, "1.0-test.1") }));
    }

    // A first version is in production, a second one is approved.
    [Test]
    public async Task PackageAndDeploy_AdminMappedAnUpdatedComponentElsewhereSince_IsStaleAndTheMappingStays()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (_, updated, production) = await SecondVersionAsync(engine);
        await engine.DrainOutboxAsync();
        var dev = (await engine.Records.GetAsync(new PromotionEngine.Promotions.PromotionId(production), CancellationToken.None))!.Promotion.Results.Single(result => result.Name == "Step").DevComponentId;
        var other = engine.Boomi.World.AddComponent(engine.Primary, "Promoted", "script.processing", string.Empty, "Other step", Workshop.ScriptXml("other")).ComponentId;
        var mapped = await engine.Mappings.ManageMappingsAsync(
            new PromotionService.V1.ManageMappingsRequest { Action = "update", DevAccountId = engine.DevAccount, DevComponentId = dev, ProdComponentId = other }, engine.By("carol"));

        var stale = await engine.DeployToProductionAsync(production, fill: request => request.OverrideStale = true);
        await engine.DrainOutboxAsync();

        Assert.That(mapped.ErrorMessage, Is.Empty);
        Assert.That(stale.ErrorCode, Is.EqualTo(ErrorCodes.StalePromotion), stale.ErrorMessage);
        Assert.That(stale.ErrorMessage, Does.Contain(other).And.Contain(updated));
        Assert.That(engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "ComponentMapping").Single(record => record["devComponentId"] == dev)["prodComponentId"], Is.EqualTo(other));
    }

    [Test]
    public async Task ManageMappings_WhileTheMappingOfAMergeIsOnItsWay_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        var production = await engine.ReviewedAsync(root);
        engine.Boomi.Faults.Add(new BoomiEmulator.Faults.FaultRule { Path = "*/mdm/universes/*/records", Status = 503, Effect = BoomiEmulator.Faults.FaultEffect.Status });
        await engine.DeployToProductionAsync(production);
        var delete = new PromotionService.V1.ManageMappingsRequest { Action = "delete", DevAccountId = engine.DevAccount, DevComponentId = script };

        var early = await engine.Mappings.ManageMappingsAsync(delete, engine.By("carol"));

        Assert.That(early.ErrorCode, Is.EqualTo(ErrorCodes.InvalidRequest));
        Assert.That(early.ErrorMessage, Does.Contain(script).And.Contain("on its way to DataHub"));
    }

    [Test]
    public async Task QueryPeerReviewQueue_ConnectorKeptToOtherAccounts_SeesNothingOfThisOne()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Top");
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);
        await engine.DeployToTestAsync(promoted.PromotionId);
        await engine.SubmitAsync(promoted.PromotionId);
        var connector = new Contract.Calls.CallerIdentity { Kind = Contract.Calls.CallerKind.Connector, Connector = "Flow", ConnectorTierCap = "CONTRIBUTOR", Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR"], Email = "bob@abc.example" };
        var request = new PromotionService.V1.QueryPeerReviewQueueRequest();

        var all = await engine.Reviews.QueryPeerReviewQueueAsync(request, RunningEngine.Headers(connector with { ConnectorDevAccounts = [engine.DevAccount] }));
        var none = await engine.Reviews.QueryPeerReviewQueueAsync(request, RunningEngine.Headers(connector with { ConnectorDevAccounts = ["another-account"] }));

        Assert.That((all.PendingReviews.Count, none.PendingReviews.Count), Is.EqualTo((1, 0)), all.ErrorMessage);
    }

    private static async Task<(string Root, string ProdScript, string Production)> SecondVersionAsync(RunningEngine engine)
    {
        var script = engine.Script("Step");
        var root = engine.Process("Top", script);
        engine.Package(root);
        await DeployedAsync(engine, root, "1.0");
        engine.Change(script, Workshop.ScriptXml("2"));
        engine.Package(root, "1.1");
        var production = await engine.ReviewedAsync(root, "1.1");
        var promotion = (await engine.Records.GetAsync(new PromotionEngine.Promotions.PromotionId(production), CancellationToken.None))!.Promotion;
        return (root, promotion.Results.Single(result => result.Name == "Step").ProdComponentId, production);
    }

    private static async Task<PromotionService.V1.PackageAndDeployResponse> DeployedAsync(RunningEngine engine, string root, string version)
    {
        var answer = await engine.DeployToProductionAsync(await engine.ReviewedAsync(root, version));
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        return answer;
    }
}
