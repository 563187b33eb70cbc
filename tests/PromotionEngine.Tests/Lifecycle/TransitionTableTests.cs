using System.Globalization;
using Contract.Errors;
using PromotionEngine.Audit;
using PromotionEngine.Deployments;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>
/// Every act in every status, by somebody who may do it: a table whose answers are written down. A word is the status that the act leads to, a
/// punctuation mark the code that it answers and nothing changes.
/// </summary>
[TestFixture]
public sealed class TransitionTableTests
{
    // IP in progress, CO completed, FA failed, TG test deploying, TD test deployed, TP the same with its branch at a live production promotion, TE the same
    // with that promotion ended, TX the same with a release that failed, TF test deploy failed, PA pending pack assignment, TC test cancelled, PR pending peer review, RJ peer rejected, AR pending
    // admin review, AA admin approved, AM the same while being merged, MD the same when merged, AJ admin rejected, DE deployed, DX the same with a release that failed,
    // WI withdrawn.
    // . INVALID_PROMOTION_STATUS   - PROMOTION_NOT_COMPLETED   ? INVALID_REVIEW_STATE   ! ALREADY_REVIEWED
    private const string Table =
        """
        act                IP CO FA TG TD TP TE TX TF PA TC PR RJ AR AA AM MD AJ DE DX WI
        complete           CO .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        fail               FA .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        requestWithdrawal  IP .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        withdraw           .  WI .  .  .  .  .  .  .  .  .  WI .  WI WI .  .  .  .  .  .
        beginTest          -  TG -  -  -  -  -  -  TG -  -  -  -  -  -  -  -  -  -  -  -
        testDeployed       -  -  -  TD -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -
        needsPack          -  -  -  PA -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -
        testFailed         -  -  -  TF -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -
        packAssigned       -  -  -  -  -  -  -  -  -  TD -  -  -  -  -  -  -  -  -  -  -
        cancelTest         .  .  .  .  TC .  TC TC TC TC .  .  .  .  .  .  .  .  .  .  .
        submitTested       .  .  .  .  PR .  .  PR .  .  .  .  .  .  .  .  .  .  .  .  .
        submitHotfix       .  PR .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        peerApproves       ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  AR !  !  !  !  !  !  !  !  ?
        peerRejects        ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  RJ !  !  !  !  !  !  !  !  ?
        adminApproves      ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  AA !  !  !  !  !  !  ?
        adminRejects       ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  AJ AJ ?  ?  !  !  !  ?
        beginDeployment    -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA AA AA -  -  -  -
        draftMerge         -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA -  -  -  -  -  -
        beginMerge         -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA AA -  -  -  -  -
        mergeFailed        -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA AA -  -  -  -  -
        merged             -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA AA -  -  -  -
        deploymentFailed   -  -  -  -  -  -  -  -  -  -  -  -  -  -  AA AA AA -  -  -  -
        deployed           -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  DE -  -  -  -
        releaseAgain       -  -  -  -  -  -  -  TD -  -  -  -  -  -  -  -  -  -  -  DE -
        supersede          .  WI .  .  TC .  TC TC TC TC .  .  .  .  .  .  .  .  .  .  .
        warnOfExpiry       .  CO .  .  TD TD TD TD TF PA .  PR .  AR AA .  .  .  .  .  .
        expire             .  WI .  .  TC .  TC TC TC TC .  WI .  WI WI .  .  .  .  .  .
        """;

    private static readonly Dictionary<string, PromotionStatus> Words = new(StringComparer.Ordinal)
    {
        ["IP"] = PromotionStatus.InProgress,
        ["CO"] = PromotionStatus.Completed,
        ["FA"] = PromotionStatus.Failed,
        ["TG"] = PromotionStatus.TestDeploying,
        ["TD"] = PromotionStatus.TestDeployed,
        ["TP"] = PromotionStatus.TestDeployed,
        ["TE"] = PromotionStatus.TestDeployed,
        ["TX"] = PromotionStatus.TestDeployed,
        ["TF"] = PromotionStatus.TestDeployFailed,
        ["PA"] = PromotionStatus.PendingPackAssignment,
        ["TC"] = PromotionStatus.TestCancelled,
        ["PR"] = PromotionStatus.PendingPeerReview,
        ["RJ"] = PromotionStatus.PeerRejected,
        ["AR"] = PromotionStatus.PendingAdminReview,
        ["AA"] = PromotionStatus.AdminApproved,
        ["AM"] = PromotionStatus.AdminApproved,
        ["MD"] = PromotionStatus.AdminApproved,
        ["AJ"] = PromotionStatus.AdminRejected,
        ["DE"] = PromotionStatus.Deployed,
        ["DX"] = PromotionStatus.Deployed,
        ["WI"] = PromotionStatus.Withdrawn,
    };

    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["."] = ErrorCodes.InvalidPromotionStatus,
        ["-"] = ErrorCodes.PromotionNotCompleted,
        ["?"] = ErrorCodes.InvalidReviewState,
        ["!"] = ErrorCodes.AlreadyReviewed,
    };

    private static readonly PromotionFailure Failure = new(ErrorCodes.TestDeployFailed, "refused");

    private static readonly Dictionary<string, Func<Promotion, Promotion?, Promotion>> Acts = new(StringComparer.Ordinal)
    {
        ["complete"] = (promotion, _) => PromotionLifecycle.Complete(promotion, [], Cast.At),
        ["fail"] = (promotion, _) => PromotionLifecycle.Fail(promotion, Failure, [], Cast.At),
        ["requestWithdrawal"] = (promotion, _) => PromotionLifecycle.RequestWithdrawal(promotion, Cast.Alice, string.Empty, Cast.At),
        ["withdraw"] = (promotion, _) => PromotionLifecycle.Withdraw(promotion, Cast.Alice, string.Empty, Cast.At),
        ["beginTest"] = (promotion, _) => PromotionLifecycle.BeginTestDeployment(promotion, Cast.Alice, Cast.At),
        ["testDeployed"] = (promotion, _) => PromotionLifecycle.TestDeployed(promotion, Cast.At),
        ["needsPack"] = (promotion, _) => PromotionLifecycle.NeedsPackAssignment(promotion, Cast.At),
        ["testFailed"] = (promotion, _) => PromotionLifecycle.TestDeployFailed(promotion, Failure, Cast.At),
        ["packAssigned"] = (promotion, _) => PromotionLifecycle.PackAssigned(promotion, Cast.At),
        ["cancelTest"] = (promotion, production) => PromotionLifecycle.CancelTest(promotion, production, Cast.Alice, Cast.At),
        ["submitTested"] = (promotion, _) => PromotionLifecycle.SubmitTested(promotion, Cast.Alice, Cast.Request, [Cast.Frozen], new PromotionId("production"), Cast.At).Production,
        ["submitHotfix"] = (promotion, _) => PromotionLifecycle.SubmitHotfix(promotion, Cast.Alice, Cast.Request, [Cast.Frozen], Cast.At),
        ["peerApproves"] = (promotion, _) => PromotionLifecycle.DecideAsPeer(promotion, Cast.Contributor("petra"), isApproval: true, string.Empty, Cast.At),
        ["peerRejects"] = (promotion, _) => PromotionLifecycle.DecideAsPeer(promotion, Cast.Contributor("petra"), isApproval: false, "no", Cast.At),
        ["adminApproves"] = (promotion, _) => PromotionLifecycle.DecideAsAdmin(promotion, Cast.Admin("adam"), isApproval: true, string.Empty, Cast.At),
        ["adminRejects"] = (promotion, _) => PromotionLifecycle.DecideAsAdmin(promotion, Cast.Admin("adam"), isApproval: false, "no", Cast.At),
        ["beginDeployment"] = (promotion, _) => PromotionLifecycle.BeginDeployment(promotion, Cast.Admin("adam"), Cast.At),
        ["draftMerge"] = (promotion, _) => PromotionLifecycle.DraftMerge(promotion, "merge-1", Cast.At),
        ["beginMerge"] = (promotion, _) => PromotionLifecycle.BeginMerge(promotion, "merge-1", [], isStaleOverridden: false, Cast.At),
        ["mergeFailed"] = (promotion, _) => PromotionLifecycle.MergeFailed(promotion, Cast.At),
        ["merged"] = (promotion, _) => PromotionLifecycle.Merged(promotion, Cast.At),
        ["deploymentFailed"] = (promotion, _) => PromotionLifecycle.DeploymentFailed(promotion, Failure, Cast.At),
        ["deployed"] = (promotion, _) => PromotionLifecycle.Deployed(promotion, Cast.At),
        ["releaseAgain"] = (promotion, _) => PromotionLifecycle.ReleaseAgain(promotion, Cast.Admin("adam"), Cast.At),
        ["supersede"] = (promotion, production) => PromotionLifecycle.Supersede(promotion, production, new PromotionId("newer"), Cast.At),
        ["warnOfExpiry"] = (promotion, _) => PromotionLifecycle.WarnOfExpiry(promotion, Cast.At),
        ["expire"] = (promotion, production) => PromotionLifecycle.Expire(promotion with { ExpiryWarnedAt = Cast.At.AddHours(-24) }, production, Cast.At),
    };

    private static readonly PackRelease Failed = new("pack-1", "Orders") { ReleaseId = "release-1", State = ReleaseState.Failed };

    private static IEnumerable<TestCaseData> Cells()
    {
        var lines = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        foreach (var line in lines.Skip(1))
        {
            for (var column = 1; column < lines[0].Length; column++)
            {
                yield return new TestCaseData(line[0], lines[0][column], line[column]).SetName(string.Create(CultureInfo.InvariantCulture, $"Act_{line[0]}_In{lines[0][column]}_LeadsWhereTheTableSays"));
            }
        }
    }

    [TestCaseSource(nameof(Cells))]
    public void Act_InAStatus_LeadsWhereTheTableSays(string act, string from, string expected)
    {
        var (promotion, production) = Start(from);

        if (Codes.TryGetValue(expected, out var code))
        {
            var failure = Assert.Throws<PromotionFailure>(() => Acts[act](promotion, production));
            Assert.That(failure.Code, Is.EqualTo(code), failure.Message);
            Assert.That(failure.Message, Is.Not.Empty);
            return;
        }

        var after = Acts[act](promotion, production);
        Assert.That(after.Status, Is.EqualTo(Words[expected]));
        Assert.That(after.StatusSince, Is.EqualTo(Cast.At));
    }

    [Test]
    public void Table_NamesEveryStatusAndEveryAct()
    {
        var header = Table.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).ToList();

        Assert.That(header, Is.EquivalentTo(Words.Keys));
        Assert.That(Words.Values.Distinct(), Is.EquivalentTo(Enum.GetValues<PromotionStatus>()));
        Assert.That(Cells().Count(), Is.EqualTo(Acts.Count * header.Count));
    }

    private static Deployment Deployed(DeploymentMode mode) => new(mode, new Actor("a test"), Cast.Carol.Person, 1, Cast.At) { IsRunning = false };

    private static (Promotion Promotion, Promotion? Production) Start(string from)
    {
        var promotion = Cast.In(Words[from]);
        var production = new PromotionId("production");
        return from switch
        {
            "TP" => (promotion with { BranchPassedTo = production }, Cast.In(PromotionStatus.PendingPeerReview) with { Id = production }),
            "TE" => (promotion with { BranchPassedTo = production }, Cast.In(PromotionStatus.AdminRejected) with { Id = production }),
            "TX" => (promotion with { Deployment = Deployed(DeploymentMode.Test), TestRelease = Failed }, null),
            "DX" => (promotion with { Deployment = Deployed(DeploymentMode.Production), ProductionRelease = Failed }, null),
            "AM" => (promotion with { Merge = new BranchMerge(MergeProgress.Merging, "merge-1") }, null),
            "MD" => (promotion with { Merge = new BranchMerge(MergeProgress.Merged, "merge-1") }, null),
            _ => (promotion, null),
        };
    }
}
