using FlowEngine;

namespace EndToEnd.Tests;

/// <summary>The whole way of a package into production as a Flow app runs it: three people, each in a flow of their own, known to the service by bound values only.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FlowToProductionTests
{
    [Test]
    public async Task PromotionFlow_FromTheAccountsToTheRelease_EndsDeployed()
    {
        await using var world = await FlowWorld.StartAsync();
        var (alice, bob, carol) = (world.NewFlow("alice"), world.NewFlow("bob"), world.NewFlow("carol"));

        await PromoteAsync(world, alice);
        Assert.That((Answered(alice, "executePromotion"), alice["queryStatus.promotions"].At(0, "status")), Is.EqualTo((string.Empty, "COMPLETED")));

        await DeployToTestAsync(alice, carol);
        Assert.That((Answered(carol, "packageAndDeploy"), carol.Text("packageAndDeploy.releaseVersion")), Is.EqualTo((string.Empty, "1.0-test.1")));
        Assert.That(await StatusAsync(alice, "promotion"), Is.EqualTo("TEST_DEPLOYED"));

        await ReviewAsync(alice, bob, carol);
        Assert.That(await StatusAsync(carol, "production"), Is.EqualTo("ADMIN_APPROVED"));

        await DeployToProductionAsync(carol);
        Assert.That((Answered(carol, "packageAndDeploy"), carol.Text("packageAndDeploy.branchPreserved"), carol.Text("packageAndDeploy.releaseVersion")), Is.EqualTo((string.Empty, "false", "1.0")));
        Assert.That(await StatusAsync(alice, "production"), Is.EqualTo("DEPLOYED"));
        Assert.That((Answered(carol, "checkReleaseStatus"), carol["checkReleaseStatus.releases"].At(0, "releaseId")), Is.EqualTo((string.Empty, carol.Text("packageAndDeploy.releaseId"))));

        await carol.MessageAsync("queryAudit", ("promotionId", "production"), ("userEmail", "email"), ("userSsoGroups", "groups"));
        var entries = carol["queryAudit.entries"];
        Assert.That(
            Enumerable.Range(0, entries.Count()).Select(row => (entries.At(row, "act"), entries.At(row, "actor"))).Distinct(),
            Is.SupersetOf(new[]
            {
                ("submitForReview", "alice@abc.example (asserted by Flow sandbox)"),
                ("submitPeerReview", "bob@abc.example (asserted by Flow sandbox)"),
                ("submitAdminReview", "carol@abc.example (asserted by Flow sandbox)"),
                ("packageAndDeploy", "carol@abc.example (asserted by Flow sandbox)"),
            }));
    }

    private static async Task PromoteAsync(FlowWorld world, FlowState alice)
    {
        await alice.MessageAsync("getDevAccounts", ("userSsoGroups", "groups"));
        alice["account"] = EngineValue.Simple("account", alice["getDevAccounts.devAccounts"].At(0, "accountId"));
        await alice.MessageAsync("listDevPackages", ("devAccountId", "account"), ("userSsoGroups", "groups"));
        alice["package"] = EngineValue.Simple("package", world.Sandbox.World.MainPackage.PackageId);
        var packages = alice["listDevPackages.packages"];
        var row = Enumerable.Range(0, packages.Count()).Single(index => packages.At(index, "packageId") == alice.Text("package"));
        alice["root"] = EngineValue.Simple("root", packages.At(row, "componentId"));
        await alice.MessageAsync("resolveDependencies", ("devAccountId", "account"), ("rootComponentId", "root"), ("devPackageId", "package"), ("userSsoGroups", "groups"));
        alice["metadata"] = EngineValue.Objects("metadata", "ContentObject", EngineValue.Object(
            "executePromotion REQUEST - promotionMetadata", EngineValue.Property("devPackageId", alice.Text("package")), EngineValue.Property("requestedBy", alice.Text("email"))));
        await alice.MessageAsync(
            "executePromotion", ("devAccountId", "account"), ("components", "resolveDependencies.dependencies"), ("promotionMetadata", "metadata"), ("userSsoGroups", "groups"));
        alice["promotion"] = alice["executePromotion.promotionId"];
        await alice.MessageAsync("queryStatus", ("promotionId", "promotion"), ("userSsoGroups", "groups"));
    }

    // Mode 1 finds no test pack of this process, so an admin chooses one: mode 4.
    private static async Task DeployToTestAsync(FlowState alice, FlowState carol)
    {
        alice["target"] = EngineValue.Simple("target", "TEST");
        alice["version"] = EngineValue.Simple("version", "1.0");
        await alice.MessageAsync(
            "packageAndDeploy",
            ("promotionId", "promotion"), ("deploymentTarget", "target"), ("packageVersion", "version"), ("devAccountId", "account"), ("userEmail", "email"), ("userSsoGroups", "groups"));
        Assert.That((Answered(alice, "packageAndDeploy"), alice.Text("packageAndDeploy.needsPackAssignment"), alice.Text("packageAndDeploy.branchPreserved")), Is.EqualTo((string.Empty, "true", "true")));

        carol["stage"] = EngineValue.Simple("stage", "PENDING_PACK_ASSIGNMENT");
        await carol.MessageAsync("queryStatus", ("reviewStage", "stage"), ("userSsoGroups", "groups"));
        carol["promotion"] = EngineValue.Simple("promotion", carol["queryStatus.promotions"].At(0, "promotionId"));
        Assert.That(carol.Text("promotion"), Is.EqualTo(alice.Text("promotion")));
        carol["yes"] = EngineValue.Simple("yes", "True", "ContentBoolean");
        carol["pack"] = EngineValue.Simple("pack", "Flow orders");
        await carol.MessageAsync(
            "packageAndDeploy", ("promotionId", "promotion"), ("createNewPack", "yes"), ("newPackName", "pack"), ("adminEmail", "email"), ("userSsoGroups", "groups"));
    }

    private static async Task ReviewAsync(FlowState alice, FlowState bob, FlowState carol)
    {
        alice["notes"] = EngineValue.Simple("notes", "Look at the order map.");
        await alice.MessageAsync("submitForReview", ("promotionId", "promotion"), ("deploymentNotes", "notes"), ("userEmail", "email"), ("userSsoGroups", "groups"));
        Assert.That((Answered(alice, "submitForReview"), alice.Text("submitForReview.status")), Is.EqualTo((string.Empty, "PENDING_PEER_REVIEW")));
        alice["production"] = alice["submitForReview.promotionId"];

        await bob.MessageAsync("queryPeerReviewQueue", ("requesterEmail", "email"), ("userSsoGroups", "groups"));
        var queue = bob["queryPeerReviewQueue.pendingReviews"];
        Assert.That((queue.Count(), queue.At(0, "promotionId"), queue.At(0, "notes")), Is.EqualTo((1, alice.Text("production"), "Look at the order map.")));
        bob["production"] = EngineValue.Simple("production", queue.At(0, "promotionId"));
        bob["decision"] = EngineValue.Simple("decision", "APPROVED");
        await bob.MessageAsync(
            "submitPeerReview", ("promotionId", "production"), ("decision", "decision"), ("reviewerEmail", "email"), ("reviewerName", "name"), ("userSsoGroups", "groups"));
        Assert.That((Answered(bob, "submitPeerReview"), bob.Text("submitPeerReview.newStatus")), Is.EqualTo((string.Empty, "PEER_APPROVED")));

        carol["stage"] = EngineValue.Simple("stage", "PENDING_ADMIN_REVIEW");
        await carol.MessageAsync("queryStatus", ("reviewStage", "stage"), ("userSsoGroups", "groups"));
        carol["production"] = EngineValue.Simple("production", carol["queryStatus.promotions"].At(0, "promotionId"));
        carol["decision"] = EngineValue.Simple("decision", "APPROVED");
        await carol.MessageAsync(
            "submitAdminReview", ("promotionId", "production"), ("decision", "decision"), ("adminEmail", "email"), ("adminName", "name"), ("userSsoGroups", "groups"));
        Assert.That((Answered(carol, "submitAdminReview"), carol.Text("submitAdminReview.newStatus")), Is.EqualTo((string.Empty, "ADMIN_APPROVED")));
    }

    private static async Task DeployToProductionAsync(FlowState carol)
    {
        carol["target"] = EngineValue.Simple("target", "PRODUCTION");
        await carol.MessageAsync(
            "packageAndDeploy",
            ("promotionId", "production"), ("deploymentTarget", "target"), ("createNewPack", "yes"), ("newPackName", "pack"), ("adminEmail", "email"), ("userSsoGroups", "groups"));
        carol["type"] = EngineValue.Simple("type", "PRODUCTION");
        await carol.MessageAsync("checkReleaseStatus", ("promotionId", "production"), ("releaseType", "type"), ("userEmail", "email"), ("userSsoGroups", "groups"));
    }

    private static async Task<string?> StatusAsync(FlowState flow, string promotion)
    {
        await flow.MessageAsync("queryStatus", ("promotionId", promotion), ("userSsoGroups", "groups"));
        return flow["queryStatus.promotions"].At(0, "status");
    }

    // What went wrong; empty when nothing did.
    private static string? Answered(FlowState flow, string action) =>
        flow.Text($"{action}.success") == "true" ? flow.Text($"{action}.errorCode") : $"{flow.Text($"{action}.errorCode")}: {flow.Text($"{action}.errorMessage")}";
}
