using PromotionEngine.Accounts;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Promotions.Lifecycle;

public static partial class PromotionLifecycle
{
    private const string Production = "PRODUCTION";

    /// <summary>Whether <paramref name="by"/> may submit the promotion for review; nothing changes.</summary>
    public static void RequireSubmission(Promotion promotion, Caller by, bool isHotfix, ReviewRequest request)
    {
        OnlyContributorsAct.Require(by);
        if (isHotfix)
        {
            HotfixMustBeJustified.Require(request.HotfixJustification);
            HotfixMustBeCompleted.Require(promotion);
        }
        else
        {
            EmergencyMustBeSubmittedAsOne.Require(promotion);
            PromotionMustBeTested.Require(promotion);
        }
    }

    /// <summary>A person submits an emergency: COMPLETED to PENDING_PEER_REVIEW, for production.</summary>
    public static Promotion SubmitHotfix(Promotion promotion, Caller by, ReviewRequest request, IReadOnlyList<FrozenVersion> frozen, DateTimeOffset at)
    {
        RequireSubmission(promotion, by, isHotfix: true, request);
        return Submitted(promotion, by, request, frozen, at) with { IsHotfix = true };
    }

    /// <summary>
    /// A person submits a tested promotion: a new one, PENDING_PEER_REVIEW and for production, is made from it and takes over its branch. The tested one
    /// stays TEST_DEPLOYED; because its branch has gone to the first, no second one can be made from it.
    /// </summary>
    /// <returns>The tested promotion and the one for production, to be committed together.</returns>
    public static (Promotion Tested, Promotion Production) SubmitTested(
        Promotion promotion, Caller by, ReviewRequest request, IReadOnlyList<FrozenVersion> frozen, PromotionId production, DateTimeOffset at)
    {
        RequireSubmission(promotion, by, isHotfix: false, request);
        var made = promotion with
        {
            Id = production,
            InitiatedAt = at,
            TestPromotionId = promotion.Id,
            TestRelease = promotion.TestRelease is { } pack ? new PackRelease(pack.PackId, pack.PackName) : null,
            ProdPackageId = string.Empty,
            Deployment = null,
            Lease = null,
            LeaseToken = 0,
            ErrorCode = string.Empty,
            ErrorMessage = string.Empty,
        };
        var tested = promotion with { BranchPassedTo = production, BranchId = string.Empty, UpdatedAt = at, ExpiryWarnedAt = null };
        return (tested, Submitted(made, by, request, frozen, at));
    }

    /// <summary>A peer decides: PENDING_PEER_REVIEW to PENDING_ADMIN_REVIEW, or to PEER_REJECTED.</summary>
    public static Promotion DecideAsPeer(Promotion promotion, Caller by, bool isApproval, string comments, DateTimeOffset at)
    {
        RejectionMustBeExplained.Require(isApproval, comments);
        OnlyContributorsAct.Require(by);
        ReviewerMustNotBeAParty.Require(promotion, by);
        PromotionMustAwaitAPeer.Require(promotion);
        return Moved(promotion, isApproval ? PromotionStatus.PendingAdminReview : PromotionStatus.PeerRejected, at) with
        {
            PeerDecision = new ReviewDecision(by.Person, at, isApproval, comments),
        };
    }

    /// <summary>An admin decides: PENDING_ADMIN_REVIEW to ADMIN_APPROVED or ADMIN_REJECTED; a no also from ADMIN_APPROVED while main is untouched.</summary>
    public static Promotion DecideAsAdmin(Promotion promotion, Caller by, bool isApproval, string comments, DateTimeOffset at)
    {
        RejectionMustBeExplained.Require(isApproval, comments);
        OnlyAdminsDecide.Require(by, "decide on a promotion to production");
        AdminMustNotBeAParty.Require(promotion, by);
        AdminMustNotBeThePeerReviewer.Require(promotion, by);
        PromotionMustAwaitAnAdmin.Require(promotion, isApproval);
        return Moved(promotion, isApproval ? PromotionStatus.AdminApproved : PromotionStatus.AdminRejected, at) with
        {
            AdminDecision = new ReviewDecision(by.Person, at, isApproval, comments),
        };
    }

    private static Promotion Submitted(Promotion promotion, Caller by, ReviewRequest request, IReadOnlyList<FrozenVersion> frozen, DateTimeOffset at) =>
        Moved(promotion, PromotionStatus.PendingPeerReview, at) with
        {
            TargetEnvironment = Production,
            Step = "Submitted for review",
            PackageVersion = request.PackageVersion.Length > 0 ? request.PackageVersion : promotion.PackageVersion,
            DeploymentNotes = request.DeploymentNotes.Length > 0 ? request.DeploymentNotes : promotion.DeploymentNotes,
            Submission = new Submission(by.Person, at) { HotfixJustification = request.HotfixJustification, WishedPackId = request.WishedPackId, Frozen = frozen },
            PeerDecision = null,
            AdminDecision = null,
        };
}
