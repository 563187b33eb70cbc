using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments;

/// <summary>One of the releases of a promotion.</summary>
/// <param name="IsTest">Whether it is that of the test pack.</param>
/// <param name="Release">The release.</param>
internal sealed record TrackedRelease(bool IsTest, PackRelease Release)
{
    /// <summary>Whether the platform may still be at work on it. Without an ID nobody can ask.</summary>
    public bool IsPending => Release is { ReleaseId.Length: > 0, State: not (ReleaseState.Complete or ReleaseState.Failed) };

    /// <summary>The releases of <paramref name="promotion"/> that can be asked for, that of the production pack first.</summary>
    public static IReadOnlyList<TrackedRelease> Of(Promotion promotion)
    {
        TrackedRelease?[] releases =
        [
            promotion.ProductionRelease is { ReleaseId.Length: > 0 } production ? new TrackedRelease(IsTest: false, production) : null,
            promotion.TestRelease is { ReleaseId.Length: > 0 } test ? new TrackedRelease(IsTest: true, test) : null,
        ];
        return [.. releases.OfType<TrackedRelease>()];
    }

    /// <summary>The promotion with this release in place of the one it has.</summary>
    public Promotion In(Promotion promotion) => IsTest ? promotion with { TestRelease = Release } : promotion with { ProductionRelease = Release };
}
