using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle.Rules;

namespace PromotionEngine.Maintenance;

/// <summary>How long a promotion may wait for people in each status.</summary>
internal sealed class ExpiryPolicy(LifecycleOptions options)
{
    /// <summary>What is due for <paramref name="promotion"/> at <paramref name="now"/>, which is an instant of the store's clock.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="production">Status of the production promotion that was made from it; null when there is none, or none that is known any more.</param>
    /// <param name="now">The store's clock.</param>
    public ExpiryStep StepFor(Promotion promotion, PromotionStatus? production, DateTimeOffset now)
    {
        // A test deployment whose production promotion is live waits with it; one that went to production is done and takes up nothing.
        var isDone = production is { } made && (!made.IsTerminal() || made == PromotionStatus.Deployed);
        if (PatienceWith(promotion) is not { } patience || isDone || now - promotion.InStatusSince < patience)
        {
            return ExpiryStep.None;
        }

        return promotion.ExpiryWarnedAt is not { } warned ? ExpiryStep.Warn
            : now - warned >= PeopleMustHaveBeenWarned.Notice ? ExpiryStep.End
            : ExpiryStep.None;
    }

    /// <summary>The statuses that a promotion may not stay in for ever, and how long it may.</summary>
    public IEnumerable<(PromotionStatus Status, TimeSpan Patience)> Patience =>
        Enum.GetValues<PromotionStatus>().Select(status => (status, PatienceWith(status))).Where(pair => pair.Item2 is not null).Select(pair => (pair.status, pair.Item2!.Value));

    private TimeSpan? PatienceWith(Promotion promotion) => promotion is { Status: PromotionStatus.AdminApproved, IsMergeBegun: true } ? null : PatienceWith(promotion.Status);

    // Null for what works and what has ended.
    private TimeSpan? PatienceWith(PromotionStatus status) => status switch
    {
        PromotionStatus.Completed or PromotionStatus.TestDeployFailed => TimeSpan.FromDays(options.ExpireCompletedDays),
        PromotionStatus.PendingPeerReview or PromotionStatus.PendingAdminReview or PromotionStatus.AdminApproved => TimeSpan.FromDays(options.ExpireReviewDays),
        PromotionStatus.TestDeployed or PromotionStatus.PendingPackAssignment => TimeSpan.FromDays(options.ExpireTestedDays),
        _ => null,
    };
}
