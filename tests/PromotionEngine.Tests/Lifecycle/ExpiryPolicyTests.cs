using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>How long each status waits for people, written down.</summary>
[TestFixture]
public sealed class ExpiryPolicyTests
{
    private static readonly ExpiryPolicy Policy = new(new LifecycleOptions());

    [TestCase(PromotionStatus.Completed, 7)]
    [TestCase(PromotionStatus.TestDeployFailed, 7)]
    [TestCase(PromotionStatus.PendingPeerReview, 14)]
    [TestCase(PromotionStatus.PendingAdminReview, 14)]
    [TestCase(PromotionStatus.AdminApproved, 14)]
    [TestCase(PromotionStatus.TestDeployed, 30)]
    [TestCase(PromotionStatus.PendingPackAssignment, 30)]
    public void StepFor_AStatusThatWaits_WarnsAfterItsDaysAndEndsADayLater(PromotionStatus status, int days)
    {
        var due = Cast.At.AddDays(days);
        var promotion = Cast.In(status);
        var warned = promotion with { ExpiryWarnedAt = due };

        Assert.That(Policy.StepFor(promotion, null, due.AddMilliseconds(-1)), Is.EqualTo(ExpiryStep.None));
        Assert.That(Policy.StepFor(promotion, null, due), Is.EqualTo(ExpiryStep.Warn));
        Assert.That(Policy.StepFor(promotion, null, due.AddYears(1)), Is.EqualTo(ExpiryStep.Warn), "a sweep that was away for long warns first");
        Assert.That(Policy.StepFor(warned, null, due.AddHours(24).AddMilliseconds(-1)), Is.EqualTo(ExpiryStep.None));
        Assert.That(Policy.StepFor(warned, null, due.AddHours(24)), Is.EqualTo(ExpiryStep.End));
    }

    [TestCase(PromotionStatus.InProgress)]
    [TestCase(PromotionStatus.TestDeploying)]
    [TestCase(PromotionStatus.Failed)]
    [TestCase(PromotionStatus.Withdrawn)]
    [TestCase(PromotionStatus.TestCancelled)]
    [TestCase(PromotionStatus.PeerRejected)]
    [TestCase(PromotionStatus.AdminRejected)]
    [TestCase(PromotionStatus.Deployed)]
    public void StepFor_WhatWorksOrHasEnded_IsNever(PromotionStatus status) =>
        Assert.That(Policy.StepFor(Cast.In(status), null, Cast.At.AddYears(1)), Is.EqualTo(ExpiryStep.None));

    [Test]
    public void StepFor_WhatIsBeingMerged_IsNever() => Assert.That(
        Policy.StepFor(Cast.In(PromotionStatus.AdminApproved) with { Merge = new BranchMerge(MergeProgress.Merging, "merge-1") }, null, Cast.At.AddYears(1)), Is.EqualTo(ExpiryStep.None));

    [TestCase(PromotionStatus.PendingPeerReview, false)]
    [TestCase(PromotionStatus.Deployed, false)]
    [TestCase(PromotionStatus.AdminRejected, true)]
    public void StepFor_ATestWhoseProductionPromotion_IsDueOnlyWhenThatCameToNothing(PromotionStatus production, bool isDue) => Assert.That(
        Policy.StepFor(Cast.In(PromotionStatus.TestDeployed), production, Cast.At.AddDays(31)), Is.EqualTo(isDue ? ExpiryStep.Warn : ExpiryStep.None));

    [Test]
    public void StepFor_ARecordThatDoesNotKnowSinceWhen_CountsFromItsLastChange()
    {
        var old = Cast.In(PromotionStatus.Completed) with { StatusSince = null, UpdatedAt = Cast.At.AddDays(3) };

        Assert.That(Policy.StepFor(old, null, Cast.At.AddDays(10).AddTicks(-1)), Is.EqualTo(ExpiryStep.None));
        Assert.That(Policy.StepFor(old, null, Cast.At.AddDays(10)), Is.EqualTo(ExpiryStep.Warn));
    }
}
