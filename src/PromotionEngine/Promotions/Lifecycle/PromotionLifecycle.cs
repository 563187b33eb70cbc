using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>
/// The life of a promotion: one method for each act, which checks every rule and answers the promotion as it is after it. Nothing is read and nothing is
/// written here; <see cref="PromotionTransitions"/> commits what is answered. Every act throws a <see cref="PromotionFailure"/> when a rule forbids it.
/// </summary>
/// <remarks>The order of the rules is that of the contract: fields, tier, ownership and four eyes, status.</remarks>
public static partial class PromotionLifecycle
{
    /// <summary>The run wrote everything: IN_PROGRESS to COMPLETED.</summary>
    public static Promotion Complete(Promotion promotion, IReadOnlyList<ComponentResult> results, DateTimeOffset at)
    {
        PromotionMustRun.Require(promotion);
        return Moved(promotion, PromotionStatus.Completed, at) with { Results = results, Step = "Completed" };
    }

    /// <summary>The run failed and is undone: IN_PROGRESS to FAILED, or to WITHDRAWN when somebody asked it to stop.</summary>
    public static Promotion Fail(Promotion promotion, PromotionFailure failure, IReadOnlyList<ComponentResult> results, DateTimeOffset at)
    {
        PromotionMustRun.Require(promotion);
        return Moved(promotion, promotion.WithdrawalRequested ? PromotionStatus.Withdrawn : PromotionStatus.Failed, at) with
        {
            WithdrawnAt = promotion.WithdrawalRequested ? at : null,
            ErrorCode = failure.Code,
            ErrorMessage = failure.Message,
            Results = results,
            Step = "Undone",
        };
    }

    /// <summary>A person asks a run to stop before its next step; the status stays until it has.</summary>
    public static Promotion RequestWithdrawal(Promotion promotion, Caller by, string reason, DateTimeOffset at)
    {
        OnlyContributorsAct.Require(by);
        OnlyItsPeopleWithdraw.Require(promotion, by);
        PromotionMustRun.Require(promotion);
        return promotion with { WithdrawalRequested = true, WithdrawalReason = reason, UpdatedAt = at };
    }

    /// <summary>A person takes back what is completed, in review, or approved and not merged: to WITHDRAWN.</summary>
    public static Promotion Withdraw(Promotion promotion, Caller by, string reason, DateTimeOffset at)
    {
        OnlyContributorsAct.Require(by);
        OnlyItsPeopleWithdraw.Require(promotion, by);
        PromotionMustBeWithdrawable.Require(promotion);
        return Ended(promotion, PromotionStatus.Withdrawn, reason, at);
    }

    /// <summary>A newer promotion of the same root stands: what is at rest becomes WITHDRAWN, or TEST_CANCELLED once it was in test.</summary>
    /// <param name="promotion">The older promotion.</param>
    /// <param name="production">The production promotion that was made from it; null when there is none.</param>
    /// <param name="by">The newer promotion.</param>
    /// <param name="at">When.</param>
    public static Promotion Supersede(Promotion promotion, Promotion? production, PromotionId by, DateTimeOffset at)
    {
        PromotionMustBeAtRest.Require(promotion);
        NoLiveProductionPromotionMayStand.Require(promotion, production);
        return Ended(promotion, UnattendedEnd(promotion), $"superseded by {by}", at);
    }

    /// <summary>Its people are told that it expires when nobody goes on with it; the status stays.</summary>
    public static Promotion WarnOfExpiry(Promotion promotion, DateTimeOffset at)
    {
        PromotionMustBeAbleToExpire.Require(promotion);
        return promotion with { ExpiryWarnedAt = at, StatusSince = promotion.InStatusSince, UpdatedAt = at };
    }

    /// <summary>Nobody went on with it: to WITHDRAWN, or to TEST_CANCELLED once it was in test.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="production">The production promotion that was made from it; null when there is none.</param>
    /// <param name="at">When, by the store's clock.</param>
    public static Promotion Expire(Promotion promotion, Promotion? production, DateTimeOffset at)
    {
        PromotionMustBeAbleToExpire.Require(promotion);
        NoLiveProductionPromotionMayStand.Require(promotion, production);
        PeopleMustHaveBeenWarned.Require(promotion, at);
        return Ended(promotion, UnattendedEnd(promotion), "expired", at);
    }

    private static PromotionStatus UnattendedEnd(Promotion promotion) => promotion.Status.IsInTest() ? PromotionStatus.TestCancelled : PromotionStatus.Withdrawn;

    private static Promotion Ended(Promotion promotion, PromotionStatus status, string reason, DateTimeOffset at) =>
        Moved(promotion, status, at) with { WithdrawnAt = at, WithdrawalReason = reason };

    private static Promotion Moved(Promotion promotion, PromotionStatus status, DateTimeOffset at) =>
        promotion with { Status = status, StatusSince = at, UpdatedAt = at, ExpiryWarnedAt = null };
}
