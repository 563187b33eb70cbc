using Contract.Errors;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>The way from test to an admin's approval through the engine, with what it leaves in the account, the store, DataHub and the audit.</summary>
[TestFixture]
public sealed class ReviewFlowTests
{
    // Adoption guide: "Submit for Production — initiate the production promotion and fill in deployment details." "Peer Review — A teammate (any contributor
    // who isn't you) reviews". "Admin Approval — An admin does the final review".
    [Test]
    public async Task FromTestToApproval_PassesTheBranchAndTellsEverybody()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        Assert.That((await engine.TestDeploymentsAsync()).Select(row => (row.PromotionId, row.BranchId, row.IsStale)), Is.EqualTo(new[] { (tested.PromotionId, tested.BranchId, false) }));

        var submitted = await engine.SubmitForReviewAsync(tested.PromotionId, change: request => (request.PackageVersion, request.DeploymentNotes, request.IntegrationPackId) = ("2.0", "Look at the step.", "pack-9"));

        Assert.That((submitted.ErrorMessage, submitted.Status, submitted.BranchId, submitted.BranchName), Is.EqualTo((string.Empty, "PENDING_PEER_REVIEW", tested.BranchId, tested.BranchName)));
        Assert.That(submitted.PromotionId, Is.Not.EqualTo(tested.PromotionId));
        Assert.That(await engine.TestDeploymentsAsync(), Is.Empty, "what is on its way to production is not offered again");
        Assert.That(await engine.QueueAsync("alice"), Is.Empty, "never one's own");
        var pending = (await engine.QueueAsync("bob")).Single();
        Assert.That(
            (pending.PromotionId, pending.Notes, pending.PackageVersion, pending.TestPromotionId, pending.PromotedFromTestBy, pending.TargetEnvironment, pending.IsHotfix),
            Is.EqualTo((submitted.PromotionId, "Look at the step.", "2.0", tested.PromotionId, "alice@abc.example", "PRODUCTION", "false")));
        var slot = (await engine.Slots.ListAsync(CancellationToken.None)).Single();
        Assert.That((slot.BranchName, slot.PromotionId.Value), Is.EqualTo((tested.BranchName, submitted.PromotionId)));

        var peer = await engine.PeerAsync(submitted.PromotionId);
        Assert.That((peer.ErrorMessage, peer.NewStatus), Is.EqualTo((string.Empty, "PEER_APPROVED")));
        var admin = await engine.AdminAsync(submitted.PromotionId);
        Assert.That((admin.ErrorMessage, admin.NewStatus), Is.EqualTo((string.Empty, "ADMIN_APPROVED")));

        var row = (await engine.StatusAsync(filter: query => query.PromotionId = submitted.PromotionId)).Promotions.Single();
        Assert.That((row.Status, row.PeerReviewStatus, row.PeerReviewedBy, row.AdminReviewStatus, row.AdminApprovedBy), Is.EqualTo(("ADMIN_APPROVED", "PEER_APPROVED", "bob@abc.example", "ADMIN_APPROVED", "carol@abc.example")));
        Assert.That((row.PeerReviewedAt.Length, row.AdminApprovedAt.Length, row.TestDeployedAt.Length), Is.EqualTo((24, 24, 24)));
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        var log = Log(engine, submitted.PromotionId);
        Assert.That(
            (log["status"], log["peerReviewStatus"], log["adminApprovedBy"], log["wishedPackId"], log["deploymentNotes"], log["promotedFromTestBy"], log["testPromotionId"]),
            Is.EqualTo(("ADMIN_APPROVED", "PEER_APPROVED", "carol@abc.example", "pack-9", "Look at the step.", "alice@abc.example", tested.PromotionId)));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { PromotionId = submitted.PromotionId }, engine.By("carol"));
        Assert.That(
            audit.Entries.Select(entry => (entry.Actor, entry.Act, entry.Before, entry.After)),
            Is.EqualTo(new[]
            {
                ("carol@abc.example", "submitAdminReview", "PENDING_ADMIN_REVIEW", "ADMIN_APPROVED"),
                ("bob@abc.example", "submitPeerReview", "PENDING_PEER_REVIEW", "PENDING_ADMIN_REVIEW"),
                ("alice@abc.example", "submitForReview", string.Empty, "PENDING_PEER_REVIEW"),
            }));
    }

    // Adoption guide: "Self-review is blocked at the UI level, the API level, and the backend level." The submitter is no less a party than the initiator.
    [Test]
    public async Task WhoSubmittedFromTest_IsAParty()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var submitted = await engine.SubmitForReviewAsync(tested.PromotionId, "dan");

        Assert.That((await engine.QueueAsync("dan")).Count + (await engine.QueueAsync("alice")).Count, Is.Zero);
        Assert.That((await engine.PeerAsync(submitted.PromotionId, "dan")).ErrorCode, Is.EqualTo(ErrorCodes.SelfReviewNotAllowed));
        Assert.That((await engine.PeerAsync(submitted.PromotionId, "alice")).ErrorCode, Is.EqualTo(ErrorCodes.SelfReviewNotAllowed));
        Assert.That((await engine.PeerAsync(submitted.PromotionId)).ErrorCode, Is.Empty);
        Assert.That((await engine.AdminAsync(submitted.PromotionId, "dan")).ErrorCode, Is.EqualTo(ErrorCodes.SelfApprovalNotAllowed));
    }

    // Adoption guide: "Two separate humans, two separate decisions."
    [Test]
    public async Task PeerReviewerWhoIsAnAdmin_CannotApproveAsAdminToo()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var submitted = await engine.SubmitForReviewAsync(tested.PromotionId);
        await engine.PeerAsync(submitted.PromotionId, "carol");

        Assert.That((await engine.AdminAsync(submitted.PromotionId)).ErrorCode, Is.EqualTo(ErrorCodes.SelfApprovalNotAllowed));
        Assert.That((await engine.AdminAsync(submitted.PromotionId, "dan")).NewStatus, Is.EqualTo("ADMIN_APPROVED"));
    }

    // Adoption guide: "Peer reviewer rejects — You receive an email with the required rejection reason. The branch is deleted." "Admin denies after peer
    // approval — … You'll need to re-run the full workflow". lifecycle.md: the ended record keeps its decisions, a new promotion starts with none.
    [TestCase("peer", "PEER_REJECTED")]
    [TestCase("admin", "ADMIN_REJECTED")]
    [TestCase("admin after approving", "ADMIN_REJECTED")]
    public async Task Rejection_DeletesTheBranchAndLeadsNowhereElse(string stage, string status)
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;
        if (stage != "peer")
        {
            await engine.PeerAsync(id);
        }

        if (stage == "admin after approving")
        {
            await engine.AdminAsync(id);
        }

        var answered = stage == "peer" ? (await engine.PeerAsync(id, approve: false)).NewStatus : (await engine.AdminAsync(id, approve: false)).NewStatus;

        Assert.That(answered, Is.EqualTo(status));
        await engine.AssertNoBranchIsLeftAsync();
        var rejected = await engine.PromotionAsync(id);
        Assert.That((rejected.Status.Word(), rejected.BranchId), Is.EqualTo((status, string.Empty)));
        Assert.That(stage == "peer" ? rejected.PeerDecision!.Comments : rejected.AdminDecision!.Comments, Is.EqualTo("not like this"));
        var again = await engine.SubmitForReviewAsync(tested.PromotionId);
        Assert.That((again.ErrorCode, again.ErrorMessage.Contains("promote again", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidPromotionStatus, true)));
        var row = (await engine.TestDeploymentsAsync()).Single();
        Assert.That((row.PromotionId, row.BranchId, row.BranchName), Is.EqualTo((tested.PromotionId, tested.BranchId, tested.BranchName)), "it names the branch that was tested");
        var cancelled = await engine.CancelTestAsync(tested.PromotionId);
        Assert.That((cancelled.PreviousStatus, cancelled.NewStatus, cancelled.BranchDeleted), Is.EqualTo(("TEST_DEPLOYED", "TEST_CANCELLED", true)));
        Assert.That(await engine.DrainOutboxAsync(), Is.Zero);
        Assert.That((Log(engine, id)["status"], Log(engine, id).ContainsKey("branchId")), Is.EqualTo((status, false)), "DataHub hears that the branch is gone");
    }

    [Test]
    public async Task Rejection_WithoutAReason_IsInvalidRequestAndChangesNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var id = (await engine.SubmitForReviewAsync(tested.PromotionId)).PromotionId;

        var answer = await engine.PeerAsync(id, approve: false, reason: string.Empty);

        Assert.That((answer.ErrorCode, answer.ErrorMessage.Contains("comments", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidRequest, true)));
        Assert.That((await engine.PromotionAsync(id)).Status, Is.EqualTo(PromotionStatus.PendingPeerReview));
    }

    // Adoption guide: "Emergency Hotfix path, which skips test but still requires both peer review and admin approval plus a written justification."
    [Test]
    public async Task Hotfix_SkipsTheTestAndNothingElse()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await engine.PromoteAsync(engine.Packaged("Top"), isHotfix: true);

        var bare = await engine.SubmitForReviewAsync(promotion.PromotionId);
        Assert.That(bare.ErrorCode, Is.EqualTo(ErrorCodes.HotfixJustificationRequired), "what was declared an emergency is submitted as one");
        var asOrdinary = await engine.SubmitForReviewAsync(promotion.PromotionId, change: request => request.IsHotfix = false);
        Assert.That(asOrdinary.ErrorCode, Is.EqualTo(ErrorCodes.InvalidPromotionStatus));
        var submitted = await engine.SubmitForReviewAsync(promotion.PromotionId, change: request => request.HotfixJustification = "Orders are lost.");

        Assert.That((submitted.ErrorMessage, submitted.PromotionId, submitted.Status), Is.EqualTo((string.Empty, promotion.PromotionId, "PENDING_PEER_REVIEW")));
        Assert.That((await engine.AdminAsync(promotion.PromotionId)).ErrorCode, Is.EqualTo(ErrorCodes.InvalidReviewState));
        Assert.That((await engine.QueueAsync("bob")).Select(row => (row.IsHotfix, row.HotfixJustification)), Is.EqualTo(new[] { ("true", "Orders are lost.") }));
        Assert.That((await engine.PeerAsync(promotion.PromotionId)).NewStatus, Is.EqualTo("PEER_APPROVED"));
        Assert.That((await engine.AdminAsync(promotion.PromotionId)).NewStatus, Is.EqualTo("ADMIN_APPROVED"));
    }

    [Test]
    public async Task Submission_OfWhatWasNotTested_SaysDeployToTestFirst()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promotion = await engine.PromoteAsync(engine.Packaged("Top"));

        var answer = await engine.SubmitForReviewAsync(promotion.PromotionId);

        Assert.That((answer.ErrorCode, answer.ErrorMessage.Contains("deploy to test first", StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidPromotionStatus, true)));
    }

    [Test]
    public async Task CancelTest_WhileAProductionPromotionIsLive_IsRefusedNamingIt()
    {
        await using var engine = await RunningEngine.StartAsync();
        var tested = await engine.PromoteToTestAsync(engine.Packaged("Top"));
        var submitted = await engine.SubmitForReviewAsync(tested.PromotionId);

        var answer = await engine.CancelTestAsync(tested.PromotionId);

        Assert.That((answer.ErrorCode, answer.ErrorMessage.Contains(submitted.PromotionId, StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidPromotionStatus, true)));
        Assert.That(engine.Boomi.World.Branches(engine.Primary).Select(branch => branch.Name), Does.Contain(tested.BranchName));
    }

    [Test]
    public async Task Withdraw_InEveryStageOfTheReview_FreesTheBranch()
    {
        await using var engine = await RunningEngine.StartAsync();
        foreach (var (stage, by) in new[] { ("PENDING_PEER_REVIEW", "alice"), ("PENDING_ADMIN_REVIEW", "dan"), ("ADMIN_APPROVED", "dan") })
        {
            var tested = await engine.PromoteToTestAsync(engine.Packaged(stage));
            var id = (await engine.SubmitForReviewAsync(tested.PromotionId, "dan")).PromotionId;
            if (stage != "PENDING_PEER_REVIEW")
            {
                await engine.PeerAsync(id);
            }

            if (stage == "ADMIN_APPROVED")
            {
                await engine.AdminAsync(id);
            }

            var answer = await engine.WithdrawAsync(id, by, "wrong pack");

            Assert.That((answer.ErrorMessage, answer.PreviousStatus, answer.NewStatus, answer.BranchDeleted), Is.EqualTo((string.Empty, stage, "WITHDRAWN", true)));
            await engine.AssertNoBranchIsLeftAsync();
        }
    }

    [Test]
    public async Task Withdraw_WhileADeploymentIsBeingPrepared_FencesItOff()
    {
        await using var engine = await RunningEngine.StartAsync();
        var id = (await engine.SubmitForReviewAsync((await engine.PromoteToTestAsync(engine.Packaged("Top"))).PromotionId)).PromotionId;
        await engine.PeerAsync(id);
        await engine.AdminAsync(id);
        var leases = engine.Services.GetRequiredService<RunLeases>();
        var store = engine.Services.GetRequiredService<IStateStore>();
        var stored = (await engine.Records.GetAsync(new PromotionId(id), CancellationToken.None))!;
        var begin = new Commit();
        var held = leases.Begin(begin, stored.Promotion, "another engine", DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        engine.Records.Add(begin, held, stored.Version);
        (await store.CommitAsync(begin, CancellationToken.None)).OrThrow();

        var answer = await engine.WithdrawAsync(id);

        Assert.That((answer.ErrorMessage, answer.NewStatus, answer.BranchDeleted), Is.EqualTo((string.Empty, "WITHDRAWN", true)));
        Assert.That((await engine.PromotionAsync(id)).Lease, Is.Null);
        Assert.That(await leases.EndsAtAsync(new PromotionId(id), CancellationToken.None), Is.Null, "nobody takes it over");
        var late = new Commit().Fence(new PromotionId(id), held.LeaseToken).Put("late", "x");
        Assert.That((await store.CommitAsync(late, CancellationToken.None)).Status, Is.EqualTo(CommitStatus.Fenced));
    }

    [Test]
    public async Task TestDeployments_AreFilteredAndShownStale()
    {
        await using var engine = await RunningEngine.StartAsync();
        var old = await engine.PromoteToTestAsync(engine.Packaged("Old"));
        var fresh = await engine.PromoteToTestAsync(engine.Packaged("Fresh"));
        await engine.EditAsync(old.PromotionId, promotion => promotion with { TestDeployedAt = promotion.TestDeployedAt!.Value.AddDays(-31) });

        Assert.That((await engine.TestDeploymentsAsync("bob")).Select(row => (row.PromotionId, row.IsStale)), Is.EqualTo(new[] { (fresh.PromotionId, false), (old.PromotionId, true) }));
        Assert.That(await engine.TestDeploymentsAsync(filter: request => request.InitiatedBy = "ALICE@abc.example"), Has.Count.EqualTo(2));
        Assert.That(await engine.TestDeploymentsAsync(filter: request => request.InitiatedBy = "bob@abc.example"), Is.Empty);
        Assert.That(await engine.TestDeploymentsAsync(filter: request => request.DevAccountId = engine.DevAccount), Has.Count.EqualTo(2));
        Assert.That(await engine.TestDeploymentsAsync(filter: request => request.DevAccountId = "another"), Is.Empty);
    }

    [TestCase("PENDING_PEER_REVIEW")]
    [TestCase("PENDING_ADMIN_REVIEW")]
    public async Task QueryStatus_ByReviewStage_FollowsTheStatusAlone(string stage)
    {
        await using var engine = await RunningEngine.StartAsync();
        var first = (await engine.SubmitForReviewAsync((await engine.PromoteToTestAsync(engine.Packaged("One"))).PromotionId)).PromotionId;
        var second = (await engine.SubmitForReviewAsync((await engine.PromoteToTestAsync(engine.Packaged("Two"))).PromotionId)).PromotionId;
        await engine.PeerAsync(second);

        var rows = (await engine.StatusAsync(filter: query => query.ReviewStage = stage)).Promotions;

        Assert.That(rows.Select(row => row.PromotionId), Is.EqualTo(new[] { stage == "PENDING_PEER_REVIEW" ? first : second }));
    }

    private static IReadOnlyDictionary<string, string> Log(RunningEngine engine, string id) =>
        engine.Boomi.DataHub.Records(SeededRepository.Access.Id, "PromotionLog").Single(record => record["promotionId"] == id);
}
