using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>
/// Every action on a promotion, by every tier, on own and foreign ones, in every status: the expected answers are written down. Columns are the statuses as in
/// <see cref="Columns"/>; <c>ok</c> is success, <c>~~</c> is not asked (withdrawing a run waits for it, which has tests of its own), the others are codes.
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
    // self: dan, an admin, on his own. read: rita, who may only read, on alice's.
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
    // Who sees the record at all.
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
            _ => ("rita", "alice", Engine.DevAccount),
        };
        var id = await SaveAsync(initiator, account, status, withBranch: action.StartsWith("submitForReview", StringComparison.Ordinal));
        var code = action switch
        {
            "withdrawPromotion" => (await Engine.WithdrawAsync(id, by)).ErrorCode,
            "cancelTestDeployment" => (await Engine.CancelTestAsync(id, by)).ErrorCode,
            "submitForReview" => (await Engine.SubmitForReviewAsync(id, by)).ErrorCode,
            "submitForReview as hotfix" => (await Engine.SubmitForReviewAsync(id, by, request => (request.IsHotfix, request.HotfixJustification) = (true, "The orders stand still."))).ErrorCode,
            "submitPeerReview APPROVED" => (await Engine.PeerAsync(id, by)).ErrorCode,
            "submitPeerReview REJECTED" => (await Engine.PeerAsync(id, by, approve: false)).ErrorCode,
            "submitAdminReview APPROVED" => (await Engine.AdminAsync(id, by)).ErrorCode,
            "submitAdminReview REJECTED" => (await Engine.AdminAsync(id, by, approve: false)).ErrorCode,
            _ => (await Engine.Promotions.GetPromotionProgressAsync(new PromotionService.V1.GetPromotionProgressRequest { PromotionId = id }, Engine.By(by))).ErrorCode,
        };
        return Words.GetValueOrDefault(code, code);
    }

    // Nobody of the table submitted or decided: paul reviewed, carol approved, sam submitted.
    private static async Task<string> SaveAsync(string initiator, string account, PromotionStatus status, bool withBranch)
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
            BranchId = withBranch ? _branch : string.Empty,
            Results = [],
            Submission = promotion.Submission is { } submission ? submission with { By = Cast.Named("sam"), Frozen = [Cast.Frozen with { IsOwn = false }] } : null,
        };
        (await Engine.Records.SaveAsync(saved, 0, CancellationToken.None)).OrThrow();
        return id;
    }
}
