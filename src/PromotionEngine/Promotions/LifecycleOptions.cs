namespace PromotionEngine.Promotions;

/// <summary>Settings under <c>Promotion</c> that say how long a promotion may wait for people.</summary>
public sealed class LifecycleOptions
{
    /// <summary>Days after which a test deployment is shown as stale.</summary>
    public int StaleTestDays { get; set; } = 30;

    /// <summary>Days after which a completed promotion, or one whose deployment to test failed, expires.</summary>
    public int ExpireCompletedDays { get; set; } = 7;

    /// <summary>Days after which a promotion in review, or approved and not deployed, expires.</summary>
    public int ExpireReviewDays { get; set; } = 14;

    /// <summary>Days after which a test deployment, or one that needs a pack, expires.</summary>
    public int ExpireTestedDays { get; set; } = 30;

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, days) in new[]
        {
            (nameof(StaleTestDays), StaleTestDays), (nameof(ExpireCompletedDays), ExpireCompletedDays), (nameof(ExpireReviewDays), ExpireReviewDays), (nameof(ExpireTestedDays), ExpireTestedDays),
        })
        {
            if (days < 1)
            {
                yield return $"Promotion:{name} ({days}) must be at least 1.";
            }
        }
    }
}
