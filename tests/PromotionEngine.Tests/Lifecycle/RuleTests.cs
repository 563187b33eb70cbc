using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>Every rule, broken once and kept once, and what the acts note.</summary>
[TestFixture]
public sealed class RuleTests
{
    private static readonly Caller Adam = Cast.Admin("adam");

    // Subject or e-mail is enough to be one person.
    private static IEnumerable<TestCaseData> Doubles() =>
    [
        new TestCaseData(new Person("subject-of-alice", "other@abc.example", "Someone")).SetArgDisplayNames("initiator's subject"),
        new TestCaseData(new Person(string.Empty, "alice@abc.example", "Someone")).SetArgDisplayNames("initiator's e-mail"),
        new TestCaseData(new Person("subject-of-bob", string.Empty, "Someone")).SetArgDisplayNames("submitter's subject"),
        new TestCaseData(new Person("other", "bob@abc.example", "Someone")).SetArgDisplayNames("submitter's e-mail"),
    ];

    [TestCaseSource(nameof(Doubles))]
    public void DecideAsPeer_ByAParty_IsSelfReviewInEveryStatus(Person person)
    {
        foreach (var status in Submitted())
        {
            AssertRefused(
                () => PromotionLifecycle.DecideAsPeer(Cast.In(status), new Caller(person, [], Tier.Admin), isApproval: true, string.Empty, Cast.At),
                ErrorCodes.SelfReviewNotAllowed,
                "Ask another contributor");
        }
    }

    [TestCaseSource(nameof(Doubles))]
    public void DecideAsAdmin_ByAParty_IsSelfApprovalInEveryStatus(Person person)
    {
        foreach (var status in Submitted())
        {
            AssertRefused(
                () => PromotionLifecycle.DecideAsAdmin(Cast.In(status), new Caller(person, [], Tier.Admin), isApproval: true, string.Empty, Cast.At),
                ErrorCodes.SelfApprovalNotAllowed,
                "Ask another admin");
        }
    }

    [TestCaseSource(nameof(Doubles))]
    public void BeginDeployment_ByAParty_IsSelfApproval(Person person) => AssertRefused(
        () => PromotionLifecycle.BeginDeployment(Cast.In(PromotionStatus.AdminApproved), new Caller(person, [], Tier.Admin), Cast.At),
        ErrorCodes.SelfApprovalNotAllowed,
        "Ask another admin");

    [Test]
    public void DecideAsAdmin_ByThePeerReviewer_IsSelfApproval()
    {
        var paul = new Caller(new Person(string.Empty, "paul@abc.example", "Paul"), [], Tier.Admin);

        AssertRefused(() => PromotionLifecycle.DecideAsAdmin(Cast.In(PromotionStatus.PendingAdminReview), paul, isApproval: true, string.Empty, Cast.At), ErrorCodes.SelfApprovalNotAllowed, "as a peer");
        AssertRefused(() => PromotionLifecycle.DecideAsAdmin(Cast.In(PromotionStatus.PendingAdminReview), paul, isApproval: false, "no", Cast.At), ErrorCodes.SelfApprovalNotAllowed, "as a peer");
    }

    [Test]
    public void BeginDeployment_ByThePeerReviewerWhoIsAdmin_IsAllowed() =>
        Assert.That(PromotionLifecycle.BeginDeployment(Cast.In(PromotionStatus.AdminApproved), Cast.Admin("paul"), Cast.At).DeployedBy, Is.EqualTo(Cast.Named("paul")));

    [Test]
    public void Decisions_WithoutTheTier_AreInsufficientTierBeforeAnythingElse()
    {
        var own = Cast.In(PromotionStatus.Deployed);
        AssertRefused(() => PromotionLifecycle.DecideAsPeer(own, Cast.ReadOnly("alice"), isApproval: true, string.Empty, Cast.At), ErrorCodes.InsufficientTier, "contributor");
        AssertRefused(() => PromotionLifecycle.DecideAsAdmin(own, Cast.Alice, isApproval: true, string.Empty, Cast.At), ErrorCodes.InsufficientTier, "Only admins");
        AssertRefused(() => PromotionLifecycle.BeginDeployment(own, Cast.Alice, Cast.At), ErrorCodes.InsufficientTier, "Only admins");
        AssertRefused(() => PromotionLifecycle.RequirePackAssignment(own, Cast.Alice), ErrorCodes.InsufficientTier, "Only admins");
        AssertRefused(() => PromotionLifecycle.Withdraw(own, Cast.ReadOnly("alice"), string.Empty, Cast.At), ErrorCodes.InsufficientTier, "contributor");
        AssertRefused(() => PromotionLifecycle.CancelTest(own, null, Cast.ReadOnly("alice"), Cast.At), ErrorCodes.InsufficientTier, "contributor");
        AssertRefused(() => PromotionLifecycle.BeginTestDeployment(own, Cast.ReadOnly("alice"), Cast.At), ErrorCodes.InsufficientTier, "contributor");
        AssertRefused(() => PromotionLifecycle.RequireSubmission(own, Cast.ReadOnly("alice"), isHotfix: false, Cast.Request), ErrorCodes.InsufficientTier, "contributor");
        AssertRefused(() => PromotionLifecycle.RequestWithdrawal(own, Cast.ReadOnly("alice"), string.Empty, Cast.At), ErrorCodes.InsufficientTier, "contributor");
    }

    [TestCase("")]
    [TestCase(" \t")]
    public void Rejections_WithoutAReason_AreInvalidRequest(string reason)
    {
        AssertRefused(() => PromotionLifecycle.DecideAsPeer(Cast.In(PromotionStatus.PendingPeerReview), Cast.Carol, isApproval: false, reason, Cast.At), ErrorCodes.InvalidRequest, "comments");
        AssertRefused(() => PromotionLifecycle.DecideAsAdmin(Cast.In(PromotionStatus.PendingAdminReview), Adam, isApproval: false, reason, Cast.At), ErrorCodes.InvalidRequest, "comments");
    }

    [Test]
    public void Withdraw_ByOthers_IsNotPromotionInitiator_AndTheSubmitterMay()
    {
        var pending = Cast.In(PromotionStatus.PendingPeerReview);

        AssertRefused(() => PromotionLifecycle.Withdraw(pending, Cast.Carol, string.Empty, Cast.At), ErrorCodes.NotPromotionInitiator, "alice@abc.example or bob@abc.example");
        AssertRefused(() => PromotionLifecycle.Withdraw(Cast.In(PromotionStatus.Completed), Cast.Bob, string.Empty, Cast.At), ErrorCodes.NotPromotionInitiator, "Ask alice@abc.example");
        AssertRefused(() => PromotionLifecycle.RequestWithdrawal(Cast.In(PromotionStatus.InProgress), Cast.Carol, string.Empty, Cast.At), ErrorCodes.NotPromotionInitiator, "alice@abc.example");
        Assert.That(PromotionLifecycle.Withdraw(pending, Cast.Bob, "wrong version", Cast.At).WithdrawalReason, Is.EqualTo("wrong version"));
    }

    [Test]
    public void CancelTest_ByAnotherContributor_IsNotPromotionInitiator_AndAnAdminMay()
    {
        AssertRefused(() => PromotionLifecycle.CancelTest(Cast.In(PromotionStatus.TestDeployed), null, Cast.Bob, Cast.At), ErrorCodes.NotPromotionInitiator, "alice@abc.example");
        Assert.That(PromotionLifecycle.CancelTest(Cast.In(PromotionStatus.TestDeployed), null, Cast.Carol, Cast.At).WithdrawalReason, Does.Contain("carol@abc.example"));
    }

    [Test]
    public void Emergency_GoesToReviewAsAHotfixAndNowhereElse()
    {
        var emergency = Cast.In(PromotionStatus.Completed) with { IsHotfix = true };

        AssertRefused(() => PromotionLifecycle.BeginTestDeployment(emergency, Cast.Alice, Cast.At), ErrorCodes.PromotionNotCompleted, "as a hotfix");
        AssertRefused(() => PromotionLifecycle.RequireSubmission(emergency, Cast.Alice, isHotfix: false, Cast.Request), ErrorCodes.InvalidPromotionStatus, "isHotfix");
        AssertRefused(
            () => PromotionLifecycle.SubmitHotfix(emergency, Cast.Alice, new ReviewRequest { HotfixJustification = " " }, [], Cast.At), ErrorCodes.HotfixJustificationRequired, "hotfixJustification");
        var submitted = PromotionLifecycle.SubmitHotfix(emergency, Cast.Bob, Cast.Request, [Cast.Frozen], Cast.At);
        Assert.That((submitted.Id, submitted.TargetEnvironment, submitted.BranchId, submitted.TestPromotionId), Is.EqualTo((emergency.Id, "PRODUCTION", "branch-1", (PromotionId?)null)));
        Assert.That((submitted.Submission!.By, submitted.Submission.HotfixJustification), Is.EqualTo((Cast.Bob.Person, Cast.Request.HotfixJustification)));
    }

    [Test]
    public void SubmitHotfix_OfWhatWasNotDeclaredOne_MakesItOne() =>
        Assert.That(PromotionLifecycle.SubmitHotfix(Cast.In(PromotionStatus.Completed), Cast.Alice, Cast.Request, [], Cast.At).IsHotfix, Is.True);

    [Test]
    public void Submission_OfWhatWasNotTested_SaysDeployToTestFirst() => AssertRefused(
        () => PromotionLifecycle.RequireSubmission(Cast.In(PromotionStatus.Completed), Cast.Alice, isHotfix: false, Cast.Request), ErrorCodes.InvalidPromotionStatus, "deploy to test first");

    [TestCase(PromotionStatus.TestDeployed)]
    [TestCase(PromotionStatus.PendingPackAssignment)]
    public void CancelTest_WhileItIsBeingDeployed_IsRefused(PromotionStatus status)
    {
        var deployed = Cast.In(status) with { Deployment = new Deployment(DeploymentMode.PackAssignment, Actor.Of(Cast.Carol), Cast.Carol.Person, 1, Cast.At) };

        AssertRefused(() => PromotionLifecycle.CancelTest(deployed, null, Cast.Alice, Cast.At), ErrorCodes.InvalidPromotionStatus, "is being deployed");
    }

    [Test]
    public void CancelTest_OfAnotherStatus_AnswersTheDocumentedWords() => AssertRefused(
        () => PromotionLifecycle.CancelTest(Cast.In(PromotionStatus.Completed), null, Cast.Alice, Cast.At),
        ErrorCodes.InvalidPromotionStatus,
        "Cannot cancel promotion with status COMPLETED; expected TEST_DEPLOYED");

    [Test]
    public void SubmitTested_MakesAPromotionForProductionThatTakesTheBranch()
    {
        var tested = Cast.In(PromotionStatus.TestDeployed) with
        {
            TestRelease = new PackRelease("pack-1", "Orders - TEST") { ReleaseId = "release-1", State = ReleaseState.Complete },
            ProdPackageId = "package-of-test",
            Lease = new RunLease("engine", 3, Cast.At),
            LeaseToken = 3,
            ExpiryWarnedAt = Cast.At,
        };
        var later = Cast.At.AddDays(1);
        var request = new ReviewRequest { PackageVersion = "2.0", DeploymentNotes = "Look at the map.", WishedPackId = "pack-9" };

        var (old, made) = PromotionLifecycle.SubmitTested(tested, Cast.Bob, request, [Cast.Frozen], new PromotionId("production"), later);

        Assert.That((old.Status, old.BranchPassedTo, old.BranchId, old.TestedBranchId, old.ExpiryWarnedAt), Is.EqualTo((PromotionStatus.TestDeployed, made.Id, string.Empty, "branch-1", (DateTimeOffset?)null)));
        Assert.That((made.Status, made.TestPromotionId, made.BranchId, made.BranchName), Is.EqualTo((PromotionStatus.PendingPeerReview, tested.Id, "branch-1", tested.BranchName)));
        Assert.That((made.InitiatedBy, made.Submission!.By, made.InitiatedAt, made.TestDeployedAt), Is.EqualTo((tested.InitiatedBy, Cast.Bob.Person, later, tested.TestDeployedAt)));
        Assert.That((made.PackageVersion, made.DeploymentNotes, made.Submission.WishedPackId), Is.EqualTo(("2.0", "Look at the map.", "pack-9")));
        Assert.That((made.TestRelease!.PackId, made.TestRelease.ReleaseId, made.ProdPackageId), Is.EqualTo(("pack-1", string.Empty, string.Empty)));
        Assert.That((made.Lease, made.LeaseToken, made.IsHotfix, made.PeerDecision), Is.EqualTo(((RunLease?)null, 0L, false, (ReviewDecision?)null)));
        Assert.That(made.Submission.Frozen, Is.EqualTo(new[] { Cast.Frozen }));
    }

    [Test]
    public void DecideAsPeer_Approving_NotesTheDecisionAndAsksForTheAdminInOneTransition()
    {
        var decided = PromotionLifecycle.DecideAsPeer(Cast.In(PromotionStatus.PendingPeerReview), Cast.Paul, isApproval: true, "fine", Cast.At);

        Assert.That((decided.PeerReviewStatus(), decided.AdminReviewStatus(), decided.Status.Word()), Is.EqualTo(("PEER_APPROVED", "PENDING_ADMIN_REVIEW", "PENDING_ADMIN_REVIEW")));
        Assert.That(decided.PeerDecision, Is.EqualTo(new ReviewDecision(Cast.Paul.Person, Cast.At, IsApproval: true, "fine")));
    }

    [Test]
    public void EndedRecord_KeepsItsDecisions()
    {
        var withdrawn = PromotionLifecycle.Withdraw(Cast.In(PromotionStatus.AdminApproved), Cast.Alice, "not needed", Cast.At);

        Assert.That((withdrawn.PeerReviewStatus(), withdrawn.AdminReviewStatus()), Is.EqualTo(("PEER_APPROVED", "ADMIN_APPROVED")));
    }

    [Test]
    public void BeginMerge_WhenTheApprovalsDoNotStand_IsPromotionNotCompleted()
    {
        var approved = Cast.In(PromotionStatus.AdminApproved);
        Promotion[] broken =
        [
            approved with { PeerDecision = null },
            approved with { AdminDecision = null },
            approved with { PeerDecision = approved.PeerDecision! with { IsApproval = false } },
            approved with { AdminDecision = approved.AdminDecision! with { By = Cast.Paul.Person } },
            approved with { AdminDecision = approved.AdminDecision! with { By = Cast.Alice.Person } },
            approved with { PeerDecision = approved.PeerDecision! with { By = Cast.Bob.Person } },
            Cast.In(PromotionStatus.TestDeployed),
        ];

        foreach (var promotion in broken)
        {
            AssertRefused(() => PromotionLifecycle.BeginMerge(promotion, "merge-1", [], isStaleOverridden: false, Cast.At), ErrorCodes.PromotionNotCompleted, promotion.Id.Value);
        }
    }

    [TestCase(null)]
    [TestCase(0)]
    [TestCase(23)]
    public void Expire_WithoutAWarningADayBefore_IsRefused(int? hoursAgo)
    {
        var promotion = Cast.In(PromotionStatus.Completed) with { ExpiryWarnedAt = hoursAgo is { } hours ? Cast.At.AddHours(-hours) : null };

        AssertRefused(() => PromotionLifecycle.Expire(promotion, null, Cast.At), ErrorCodes.InvalidPromotionStatus, "24 hours");
    }

    [Test]
    public void Warning_IsForgottenWithTheNextTransition()
    {
        var warned = PromotionLifecycle.WarnOfExpiry(Cast.In(PromotionStatus.TestDeployFailed), Cast.At);

        Assert.That(PromotionLifecycle.BeginTestDeployment(warned, Cast.Alice, Cast.At).ExpiryWarnedAt, Is.Null);
    }

    [Test]
    public void Fail_WhenAskedToStop_IsAWithdrawal()
    {
        var asked = PromotionLifecycle.RequestWithdrawal(Cast.In(PromotionStatus.InProgress), Cast.Alice, "wrong package", Cast.At);

        var ended = PromotionLifecycle.Fail(asked, new PromotionFailure(ErrorCodes.PromotionFailed, "stopped"), [], Cast.At);

        Assert.That((ended.Status, ended.WithdrawalReason, ended.WithdrawnAt), Is.EqualTo((PromotionStatus.Withdrawn, "wrong package", Cast.At)));
    }

    private static IEnumerable<PromotionStatus> Submitted() =>
        Enum.GetValues<PromotionStatus>().Where(status => Cast.In(status).Submission is not null);

    private static void AssertRefused(Action act, string code, string words)
    {
        var failure = Assert.Throws<PromotionFailure>(act);
        Assert.That((failure.Code, failure.Message), Is.EqualTo((code, failure.Message)));
        Assert.That(failure.Message, Does.Contain(words));
    }
}
