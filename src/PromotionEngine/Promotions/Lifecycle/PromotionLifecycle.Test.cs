using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Promotions.Lifecycle;

public static partial class PromotionLifecycle
{
    /// <summary>A person deploys to test: COMPLETED or TEST_DEPLOY_FAILED to TEST_DEPLOYING.</summary>
    public static Promotion BeginTestDeployment(Promotion promotion, Caller by, DateTimeOffset at)
    {
        OnlyContributorsAct.Require(by);
        PromotionMustBeReadyForTest.Require(promotion);
        return Moved(promotion, PromotionStatus.TestDeploying, at) with { ErrorCode = string.Empty, ErrorMessage = string.Empty };
    }

    /// <summary>The platform accepted the release to test: TEST_DEPLOYING to TEST_DEPLOYED.</summary>
    public static Promotion TestDeployed(Promotion promotion, DateTimeOffset at)
    {
        PromotionMustBeTestDeploying.Require(promotion);
        return InTest(promotion, at);
    }

    /// <summary>The package stands, but no test pack is known: TEST_DEPLOYING to PENDING_PACK_ASSIGNMENT.</summary>
    public static Promotion NeedsPackAssignment(Promotion promotion, DateTimeOffset at)
    {
        PromotionMustBeTestDeploying.Require(promotion);
        return Moved(promotion, PromotionStatus.PendingPackAssignment, at);
    }

    /// <summary>The deployment to test failed and may be repeated: TEST_DEPLOYING to TEST_DEPLOY_FAILED.</summary>
    public static Promotion TestDeployFailed(Promotion promotion, PromotionFailure failure, DateTimeOffset at)
    {
        PromotionMustBeTestDeploying.Require(promotion);
        return Moved(promotion, PromotionStatus.TestDeployFailed, at) with { ErrorCode = failure.Code, ErrorMessage = failure.Message };
    }

    /// <summary>Whether <paramref name="by"/> may choose the pack of a promotion that needs one; nothing changes. No approval: the initiator may.</summary>
    public static void RequirePackAssignment(Promotion promotion, Caller by)
    {
        OnlyAdminsDecide.Require(by, "assign a pack");
        PromotionMustNeedAPack.Require(promotion);
    }

    /// <summary>An admin chose the pack and the platform accepted the release: PENDING_PACK_ASSIGNMENT to TEST_DEPLOYED.</summary>
    public static Promotion PackAssigned(Promotion promotion, DateTimeOffset at)
    {
        PromotionMustNeedAPack.Require(promotion);
        return InTest(promotion, at);
    }

    /// <summary>A person ends a test deployment: TEST_DEPLOYED, PENDING_PACK_ASSIGNMENT or TEST_DEPLOY_FAILED to TEST_CANCELLED.</summary>
    /// <param name="promotion">The tested promotion.</param>
    /// <param name="production">The production promotion that was made from it; null when there is none.</param>
    /// <param name="by">Who cancels.</param>
    /// <param name="at">When.</param>
    public static Promotion CancelTest(Promotion promotion, Promotion? production, Caller by, DateTimeOffset at)
    {
        OnlyContributorsAct.Require(by);
        OnlyTheInitiatorOrAnAdminCancels.Require(promotion, by);
        TestDeploymentMustBeCancellable.Require(promotion, production);
        return Ended(promotion, PromotionStatus.TestCancelled, $"test deployment cancelled by {by.AuditName}", at);
    }

    private static Promotion InTest(Promotion promotion, DateTimeOffset at) =>
        Moved(promotion, PromotionStatus.TestDeployed, at) with { TestDeployedAt = at, TestedBranchId = promotion.BranchId };
}
