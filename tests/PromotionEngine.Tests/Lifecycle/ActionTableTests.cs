using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Promotion = PromotionEngine.Promotions.Promotion;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>
/// Every action on a promotion, by every tier, on own and foreign ones, in every status: the expected answers are written down. Columns are the statuses as in
/// <see cref="Columns"/>; <c>ok</c> is success, of a list that it is in it, <c>--</c> that it is not, <c>~~</c> is not asked (withdrawing a run waits for it, which has tests of its own), the others are codes.
/// </summary>
[TestFixture]
public sealed class ActionTableTests
{
    private static readonly PromotionStatus[] Columns =
    [
        PromotionStatus.InProgress, PromotionStatus.Completed, PromotionStatus.Failed, PromotionStatus.TestDeploying, PromotionStatus.TestDeployed,
        PromotionStatus.TestDeployFailed, PromotionStatus.PendingPackAssignment, PromotionStatus.TestCancelled, PromotionStatus.PendingPeerReview,
        PromotionStatus.PeerRejected, PromotionStatus.PendingAdminReview, PromotionStatus.AdminApproved, PromotionStatus.AdminRejected, PromotionStatus.Deployed,
        PromotionStatus.Withdrawn,
    ];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [string.Empty] = "ok",
        [ErrorCodes.InvalidPromotionStatus] = "IS",
        [ErrorCodes.PromotionNotFound] = "NF",
        [ErrorCodes.InsufficientTier] = "TI",
        [ErrorCodes.NotPromotionInitiator] = "NI",
        [ErrorCodes.UnauthorizedAccountAccess] = "UA",
        [ErrorCodes.SelfReviewNotAllowed] = "SR",
        [ErrorCodes.SelfApprovalNotAllowed] = "SA",
        [ErrorCodes.AlreadyReviewed] = "AR",
        [ErrorCodes.InvalidReviewState] = "RS",
        [ErrorCodes.PromotionNotCompleted] = "NC",
        [ErrorCodes.InvalidDeploymentTarget] = "DT",
        [ErrorCodes.PackAssignmentRequired] = "PK",
        [ErrorCodes.InvalidRequest] = "PV",
        [ErrorCodes.ReleaseNotFound] = "RN",
        [ErrorCodes.ComponentNotFound] = "CN",
    };

    // One engine for all rows: every cell has a promotion of its own.
    private static RunningEngine? _engine;
    private static string _branch = string.Empty;

    private static RunningEngine Engine => _engine!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        _engine = await RunningEngine.StartAsync();
        var main = Engine.Boomi.World.MainBranch(Engine.Primary).Id;
        _branch = Engine.Boomi.World.CreateBranch(Engine.Primary, "promo-of-the-table", main, packageId: null, "service").Id;
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    // own: alice on hers. mate: bob, who has access to her account. far: alice on one of an account that she may not use. admin: carol on alice's.
    // self: dan, an admin, on his own. peer: dan on alice's, where he decided as the peer, if anybody did. read: rita, who may only read, on alice's.
    //                                                    IP CO FA TG TD TF PA TC PR RJ AR AA AJ DE WI
    [TestCase("withdrawPromotion", "own", /*          */ "~~ ok IS IS IS IS IS IS ok IS ok ok IS IS IS")]
    [TestCase("withdrawPromotion", "mate", /*         */ "NI NI NI NI NI NI NI NI NI NI NI NI NI NI NI")]
    [TestCase("withdrawPromotion", "far", /*          */ "NF NF NF NF NF NF NF NF NI NF NF NF NF NF NF")]
    [TestCase("withdrawPromotion", "admin", /*        */ "NI NI NI NI NI NI NI NI NI NI NI NI NI NI NI")]
    [TestCase("withdrawPromotion", "self", /*         */ "~~ ok IS IS IS IS IS IS ok IS ok ok IS IS IS")]
    [TestCase("withdrawPromotion", "read", /*         */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("cancelTestDeployment", "own", /*       */ "IS IS IS IS ok ok ok IS IS IS IS IS IS IS IS")]
    [TestCase("cancelTestDeployment", "mate", /*      */ "NI NI NI NI NI NI NI NI NI NI NI NI NI NI NI")]
    [TestCase("cancelTestDeployment", "far", /*       */ "NF NF NF NF NF NF NF NF NI NF NF NF NF NF NF")]
    [TestCase("cancelTestDeployment", "admin", /*     */ "IS IS IS IS ok ok ok IS IS IS IS IS IS IS IS")]
    [TestCase("cancelTestDeployment", "self", /*      */ "IS IS IS IS ok ok ok IS IS IS IS IS IS IS IS")]
    [TestCase("cancelTestDeployment", "read", /*      */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitForReview", "own", /*            */ "IS IS IS IS ok IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview", "mate", /*           */ "IS IS IS IS ok IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview", "far", /*            */ "NF NF NF NF NF NF NF NF UA NF NF NF NF NF NF")]
    [TestCase("submitForReview", "admin", /*          */ "IS IS IS IS ok IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview", "self", /*           */ "IS IS IS IS ok IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview", "read", /*           */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitForReview as hotfix", "own", /*  */ "IS ok IS IS IS IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview as hotfix", "mate", /* */ "IS ok IS IS IS IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview as hotfix", "far", /*  */ "NF NF NF NF NF NF NF NF UA NF NF NF NF NF NF")]
    [TestCase("submitForReview as hotfix", "admin", /**/ "IS ok IS IS IS IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview as hotfix", "self", /* */ "IS ok IS IS IS IS IS IS IS IS IS IS IS IS IS")]
    [TestCase("submitForReview as hotfix", "read", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitPeerReview APPROVED", "own", /*  */ "SR SR SR SR SR SR SR SR SR SR SR SR SR SR SR")]
    [TestCase("submitPeerReview APPROVED", "mate", /* */ "RS RS RS RS RS RS RS RS ok AR AR AR AR AR RS")]
    [TestCase("submitPeerReview APPROVED", "far", /*  */ "NF NF NF NF NF NF NF NF ok NF NF NF NF NF NF")]
    [TestCase("submitPeerReview APPROVED", "admin", /**/ "RS RS RS RS RS RS RS RS ok AR AR AR AR AR RS")]
    [TestCase("submitPeerReview APPROVED", "self", /* */ "SR SR SR SR SR SR SR SR SR SR SR SR SR SR SR")]
    [TestCase("submitPeerReview APPROVED", "read", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitPeerReview REJECTED", "own", /*  */ "SR SR SR SR SR SR SR SR SR SR SR SR SR SR SR")]
    [TestCase("submitPeerReview REJECTED", "mate", /* */ "RS RS RS RS RS RS RS RS ok AR AR AR AR AR RS")]
    [TestCase("submitPeerReview REJECTED", "far", /*  */ "NF NF NF NF NF NF NF NF ok NF NF NF NF NF NF")]
    [TestCase("submitPeerReview REJECTED", "admin", /**/ "RS RS RS RS RS RS RS RS ok AR AR AR AR AR RS")]
    [TestCase("submitPeerReview REJECTED", "self", /* */ "SR SR SR SR SR SR SR SR SR SR SR SR SR SR SR")]
    [TestCase("submitPeerReview REJECTED", "read", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview APPROVED", "own", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview APPROVED", "mate", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview APPROVED", "far", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview APPROVED", "admin", /**/"RS RS RS RS RS RS RS RS RS RS ok AR AR AR RS")]
    [TestCase("submitAdminReview APPROVED", "self", /**/ "SA SA SA SA SA SA SA SA SA SA SA SA SA SA SA")]
    [TestCase("submitAdminReview APPROVED", "read", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview REJECTED", "own", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview REJECTED", "mate", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview REJECTED", "far", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview REJECTED", "admin", /**/"RS RS RS RS RS RS RS RS RS RS ok ok AR AR RS")]
    [TestCase("submitAdminReview REJECTED", "self", /**/ "SA SA SA SA SA SA SA SA SA SA SA SA SA SA SA")]
    [TestCase("submitAdminReview REJECTED", "read", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    // Without a version and without a pack: PV is mode 1 let through, PK in PA mode 4, PK in AR and AA mode 2, of a hotfix mode 3; each stopped by what is missing.
    [TestCase("packageAndDeploy", "own", /*       */ "NC PV NC NC NC PV TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy", "mate", /*      */ "NC PV NC NC NC PV TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy", "far", /*       */ "NF NF NF NF NF NF NF NF TI NF NF NF NF NF NF")]
    [TestCase("packageAndDeploy", "admin", /*     */ "NC PV NC NC NC PV PK NC NC NC PK PK NC NC NC")]
    [TestCase("packageAndDeploy", "peer", /*      */ "NC PV NC NC NC PV PK NC NC NC SA PK NC NC NC")]
    [TestCase("packageAndDeploy", "self", /*      */ "NC PV NC NC NC PV PK NC SA SA SA SA SA SA NC")]
    [TestCase("packageAndDeploy", "read", /*      */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy TEST", "own", /*  */ "NC PV NC NC NC PV TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy TEST", "mate", /* */ "NC PV NC NC NC PV TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy TEST", "far", /*  */ "NF NF NF NF NF NF NF NF TI NF NF NF NF NF NF")]
    [TestCase("packageAndDeploy TEST", "admin", /**/ "NC PV NC NC NC PV PK NC NC NC DT DT NC NC NC")]
    [TestCase("packageAndDeploy TEST", "self", /* */ "NC PV NC NC NC PV PK NC SA SA SA SA SA SA NC")]
    [TestCase("packageAndDeploy TEST", "read", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy PRODUCTION", "own", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy PRODUCTION", "mate", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy PRODUCTION", "far", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy PRODUCTION", "read", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("packageAndDeploy PRODUCTION", "admin", /**/ "NC NC NC NC NC NC NC NC NC NC PK PK NC NC NC")]
    [TestCase("packageAndDeploy PRODUCTION", "peer", /**/ "NC NC NC NC NC NC NC NC NC NC SA PK NC NC NC")]
    [TestCase("packageAndDeploy PRODUCTION", "self", /**/ "SA SA SA SA SA SA SA SA SA SA SA SA SA SA SA")]
    [TestCase("packageAndDeploy of a hotfix", "own", /**/ "NC NC NC NC NC NC TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy of a hotfix", "mate", /**/ "NC NC NC NC NC NC TI NC TI TI TI TI TI TI NC")]
    [TestCase("packageAndDeploy of a hotfix", "far", /**/ "NF NF NF NF NF NF NF NF TI NF NF NF NF NF NF")]
    [TestCase("packageAndDeploy of a hotfix", "admin", /**/ "NC NC NC NC NC NC PK NC NC NC PK PK NC NC NC")]
    [TestCase("packageAndDeploy of a hotfix", "self", /**/ "NC NC NC NC NC NC PK NC SA SA SA SA SA SA NC")]
    [TestCase("packageAndDeploy of a hotfix", "read", /**/ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("submitAdminReview APPROVED", "peer", /**/ "RS RS RS RS RS RS RS RS RS SA SA SA SA SA RS")]
    [TestCase("submitAdminReview REJECTED", "peer", /**/ "RS RS RS RS RS RS RS RS RS SA SA SA SA SA RS")]
    // Who sees the record at all, asked for or listed.
    [TestCase("checkReleaseStatus", "own", /*     */ "RN RN RN RN RN RN RN RN RN RN RN RN RN RN RN")]
    [TestCase("checkReleaseStatus", "mate", /*    */ "RN RN RN RN RN RN RN RN RN RN RN RN RN RN RN")]
    [TestCase("checkReleaseStatus", "admin", /*   */ "RN RN RN RN RN RN RN RN RN RN RN RN RN RN RN")]
    [TestCase("checkReleaseStatus", "self", /*    */ "RN RN RN RN RN RN RN RN RN RN RN RN RN RN RN")]
    [TestCase("checkReleaseStatus", "far", /*     */ "NF NF NF NF NF NF NF NF RN NF NF NF NF NF NF")]
    [TestCase("checkReleaseStatus", "read", /*    */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("generateComponentDiff", "own", /*  */ "CN CN CN CN CN CN CN CN CN CN CN CN CN CN CN")]
    [TestCase("generateComponentDiff", "mate", /* */ "CN CN CN CN CN CN CN CN CN CN CN CN CN CN CN")]
    [TestCase("generateComponentDiff", "admin", /**/ "CN CN CN CN CN CN CN CN CN CN CN CN CN CN CN")]
    [TestCase("generateComponentDiff", "self", /* */ "CN CN CN CN CN CN CN CN CN CN CN CN CN CN CN")]
    [TestCase("generateComponentDiff", "far", /*  */ "NF NF NF NF NF NF NF NF CN NF NF NF NF NF NF")]
    [TestCase("generateComponentDiff", "read", /* */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("queryStatus", "own", /*            */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("queryStatus", "mate", /*           */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("queryStatus", "admin", /*          */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("queryStatus", "self", /*           */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("queryStatus", "far", /*            */ "-- -- -- -- -- -- -- -- ok -- -- -- -- -- --")]
    [TestCase("queryStatus", "read", /*           */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("queryPeerReviewQueue", "own", /*   */ "-- -- -- -- -- -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryPeerReviewQueue", "mate", /*  */ "-- -- -- -- -- -- -- -- ok -- -- -- -- -- --")]
    [TestCase("queryPeerReviewQueue", "far", /*   */ "-- -- -- -- -- -- -- -- ok -- -- -- -- -- --")]
    [TestCase("queryPeerReviewQueue", "admin", /* */ "-- -- -- -- -- -- -- -- ok -- -- -- -- -- --")]
    [TestCase("queryPeerReviewQueue", "self", /*  */ "-- -- -- -- -- -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryPeerReviewQueue", "read", /*  */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("queryTestDeployments", "own", /*   */ "-- -- -- -- ok -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryTestDeployments", "mate", /*  */ "-- -- -- -- ok -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryTestDeployments", "admin", /* */ "-- -- -- -- ok -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryTestDeployments", "self", /*  */ "-- -- -- -- ok -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryTestDeployments", "far", /*   */ "-- -- -- -- -- -- -- -- -- -- -- -- -- -- --")]
    [TestCase("queryTestDeployments", "read", /*  */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    [TestCase("getPromotionProgress", "own", /*       */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("getPromotionProgress", "mate", /*      */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("getPromotionProgress", "far", /*       */ "NF NF NF NF NF NF NF NF ok NF NF NF NF NF NF")]
    [TestCase("getPromotionProgress", "admin", /*     */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("getPromotionProgress", "self", /*      */ "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok")]
    [TestCase("getPromotionProgress", "read", /*      */ "TI TI TI TI TI TI TI TI TI TI TI TI TI TI TI")]
    public async Task Action_InEveryStatus_AnswersWhatIsWrittenDown(string action, string who, string expected)
    {
        var row = expected.Split(' ');
        var answers = new List<string>();
        foreach (var (status, wanted) in Columns.Zip(row))
        {
            answers.Add(wanted == "~~" ? wanted : await AnswerAsync(action, who, status));
        }

        Assert.That(string.Join(' ', answers), Is.EqualTo(expected));
    }

    private static async Task<string> AnswerAsync(string action, string who, PromotionStatus status)
    {
        var (by, initiator, account) = who switch
        {
            "own" => ("alice", "alice", Engine.DevAccount),
            "mate" => ("bob", "alice", Engine.DevAccount),
            "far" => ("alice", "bob", Engine.Seed.DevAccounts.Last().Id),
            "admin" => ("carol", "alice", Engine.DevAccount),
            "self" => ("dan", "dan", Engine.DevAccount),
            "peer" => ("dan", "alice", Engine.DevAccount),
            _ => ("rita", "alice", Engine.DevAccount),
        };
        var id = await SaveAsync(initiator, account, status, action, peer: who == "peer" ? by : "paul");
        var code = action switch
        {
            "packageAndDeploy" or "packageAndDeploy of a hotfix" => (await Engine.DeployAsync(id, by)).ErrorCode,
            "packageAndDeploy TEST" => (await Engine.DeployAsync(id, by, request => request.DeploymentTarget = "TEST")).ErrorCode,
            "packageAndDeploy PRODUCTION" => (await Engine.DeployAsync(id, by, request => request.DeploymentTarget = "PRODUCTION")).ErrorCode,
            "checkReleaseStatus" => (await Engine.Deployments.CheckReleaseStatusAsync(new CheckReleaseStatusRequest { PromotionId = id, ReleaseType = "ALL" }, Engine.By(by))).ErrorCode,
            "generateComponentDiff" => (await Engine.Diffs.GenerateComponentDiffAsync(new GenerateComponentDiffRequest { PromotionId = id, ProdComponentId = "nothing", ComponentAction = "UPDATE" }, Engine.By(by))).ErrorCode,
            "queryStatus" => Listed(id, await Engine.Promotions.QueryStatusAsync(new QueryStatusRequest { PromotionId = id }, Engine.By(by)), answer => (answer.ErrorCode, answer.Promotions.Select(row => row.PromotionId))),
            "queryPeerReviewQueue" => Listed(id, await Engine.Reviews.QueryPeerReviewQueueAsync(new QueryPeerReviewQueueRequest { RequesterEmail = $"{by}@abc.example" }, Engine.By(by)), answer => (answer.ErrorCode, answer.PendingReviews.Select(row => row.PromotionId))),
            "queryTestDeployments" => Listed(id, await Engine.Deployments.QueryTestDeploymentsAsync(new QueryTestDeploymentsRequest(), Engine.By(by)), answer => (answer.ErrorCode, answer.TestDeployments.Select(row => row.PromotionId))),
            "withdrawPromotion" => (await Engine.WithdrawAsync(id, by)).ErrorCode,
            "cancelTestDeployment" => (await Engine.CancelTestAsync(id, by)).ErrorCode,
            "submitForReview" => (await Engine.SubmitForReviewAsync(id, by)).ErrorCode,
            "submitForReview as hotfix" => (await Engine.SubmitForReviewAsync(id, by, request => (request.IsHotfix, request.HotfixJustification) = (true, "The orders stand still."))).ErrorCode,
            "submitPeerReview APPROVED" => (await Engine.PeerAsync(id, by)).ErrorCode,
            "submitPeerReview REJECTED" => (await Engine.PeerAsync(id, by, approve: false)).ErrorCode,
            "submitAdminReview APPROVED" => (await Engine.AdminAsync(id, by)).ErrorCode,
            "submitAdminReview REJECTED" => (await Engine.AdminAsync(id, by, approve: false)).ErrorCode,
            _ => (await Engine.Promotions.GetPromotionProgressAsync(new GetPromotionProgressRequest { PromotionId = id }, Engine.By(by))).ErrorCode,
        };
        return Words.GetValueOrDefault(code, code);
    }

    private static string Listed<T>(string id, T answer, Func<T, (string Code, IEnumerable<string> Ids)> read)
    {
        var (code, ids) = read(answer);
        return code.Length > 0 ? code : ids.Contains(id, StringComparer.Ordinal) ? string.Empty : "--";
    }

    // Nobody of the table submitted or decided, the peer of his row excepted: paul reviewed, carol approved, sam submitted.
    private static async Task<string> SaveAsync(string initiator, string account, PromotionStatus status, string action, string peer)
    {
        var id = Guid.NewGuid().ToString();
        var promotion = Cast.In(status);
        var saved = promotion with
        {
            Id = new PromotionId(id),
            InitiatedBy = Cast.Named(initiator),
            DevAccountId = new AccountId(account),
            ProdAccountId = new AccountId(Engine.Primary),
            BranchName = $"promo-{id}",
            BranchId = action.StartsWith("submitForReview", StringComparison.Ordinal) ? _branch : string.Empty,
            IsHotfix = action == "packageAndDeploy of a hotfix",
            PeerDecision = promotion.PeerDecision is { } decision ? decision with { By = Cast.Named(peer) } : null,
            Results = [],
            // What awaits a pack was packaged.
            Deployment = status == PromotionStatus.PendingPackAssignment
                ? new Deployment(DeploymentMode.Test, new Actor("a test"), Cast.Named(initiator), 1, Cast.At) { IsRunning = false, PackageVersion = "1.0" }
                : null,
            Submission = promotion.Submission is { } submission ? submission with { By = Cast.Named("sam"), Frozen = [Cast.Frozen with { IsOwn = false }] } : null,
        };
        (await Engine.Records.SaveAsync(saved, 0, CancellationToken.None)).OrThrow();
        return id;
    }
}
