using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Promotions.Lifecycle;

public static partial class PromotionLifecycle
{
    /// <summary>An admin deploys what is ADMIN_APPROVED; the status stays until everything is done. A repeat goes on with what was begun.</summary>
    public static Promotion BeginDeployment(Promotion promotion, Caller by, DateTimeOffset at)
    {
        OnlyAdminsDecide.Require(by, "deploy to production");
        AdminMustNotBeAParty.Require(promotion, by);
        ApprovalsMustStand.Require(promotion);
        return promotion with { DeployedBy = by.Person, ErrorCode = string.Empty, ErrorMessage = string.Empty, UpdatedAt = at };
    }

    /// <summary>
    /// A release that the platform had accepted failed on its way, and somebody who may deploy lets it be released again: the status stays. What is in test may
    /// be released by contributors, when an admin chose the pack and in production by admins, who are no party to what is in production.
    /// </summary>
    public static Promotion ReleaseAgain(Promotion promotion, Caller by, DateTimeOffset at)
    {
        if (promotion.Status == PromotionStatus.Deployed)
        {
            OnlyAdminsDecide.Require(by, "deploy to production");
            AdminMustNotBeAParty.Require(promotion, by);
        }
        else if (promotion.Deployment is { Mode: Deployments.DeploymentMode.PackAssignment })
        {
            OnlyAdminsDecide.Require(by, "assign a pack");
        }
        else
        {
            OnlyContributorsAct.Require(by);
        }

        ReleaseMustHaveFailed.Require(promotion);
        return promotion with { ErrorCode = string.Empty, ErrorMessage = string.Empty, UpdatedAt = at };
    }

    /// <summary>The deployment to production could not be finished; the status stays, and the same call may be repeated.</summary>
    public static Promotion DeploymentFailed(Promotion promotion, PromotionFailure failure, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        return promotion with { ErrorCode = failure.Code, ErrorMessage = failure.Message, UpdatedAt = at };
    }

    /// <summary>The merge has a draft on the platform; main is untouched and the promotion may still be taken back.</summary>
    public static Promotion DraftMerge(Promotion promotion, string requestId, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        MainMustBeUntouched.Require(promotion, ErrorCodes.PromotionNotCompleted);
        return promotion with { Merge = new BranchMerge(MergeProgress.Drafting, requestId), UpdatedAt = at };
    }

    /// <summary>The platform is about to be told to merge: from here on nothing takes the promotion back. To be committed before the call.</summary>
    public static Promotion BeginMerge(Promotion promotion, string requestId, IReadOnlyList<ClaimedMapping> claimed, bool isStaleOverridden, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        MainMustLackIt.Require(promotion);
        return promotion with { Merge = new BranchMerge(MergeProgress.Merging, requestId) { Claimed = claimed, IsStaleOverridden = isStaleOverridden }, UpdatedAt = at };
    }

    /// <summary>The platform is known not to have merged: the promotion may be deployed again, or taken back.</summary>
    public static Promotion MergeFailed(Promotion promotion, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        MainMustLackIt.Require(promotion);
        return promotion with { Merge = null, UpdatedAt = at };
    }

    /// <summary>Main has it.</summary>
    public static Promotion Merged(Promotion promotion, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        MergeMustBeBegun.Require(promotion);
        return promotion with { Merge = promotion.Merge! with { Progress = MergeProgress.Merged }, UpdatedAt = at };
    }

    /// <summary>Merged, packaged, and the release accepted: ADMIN_APPROVED to DEPLOYED.</summary>
    public static Promotion Deployed(Promotion promotion, DateTimeOffset at)
    {
        ApprovalsMustStand.Require(promotion);
        PromotionMustBeMerged.Require(promotion);
        return Moved(promotion, PromotionStatus.Deployed, at) with { DeployedAt = at, ErrorCode = string.Empty, ErrorMessage = string.Empty };
    }
}
