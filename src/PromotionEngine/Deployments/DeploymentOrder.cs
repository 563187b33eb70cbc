using PromotionEngine.State;

namespace PromotionEngine.Deployments;

/// <summary>A deployment that may begin.</summary>
/// <param name="Mode">What it does.</param>
/// <param name="Promotion">The promotion as it was read; it must still be so when the deployment begins.</param>
/// <param name="PackageVersion">Version of the package.</param>
internal sealed record DeploymentOrder(DeploymentMode Mode, StoredPromotion Promotion, string PackageVersion)
{
    /// <summary>Whether only a release that failed on its way is done again.</summary>
    public bool IsReleaseAgain => Promotion.Promotion.HasFailedRelease;

    /// <summary>The test pack that was named; null for none.</summary>
    public PackChoice? TestPack { get; init; }

    /// <summary>The production pack that was named or wished for; null in modes without one.</summary>
    public PackChoice? ProductionPack { get; init; }

    /// <summary>Notes to keep with the promotion; empty to leave those it has.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>What the admin says with an approval that the deployment is.</summary>
    public string AdminComments { get; init; } = string.Empty;

    /// <summary>Whether to go on although main moved on.</summary>
    public bool OverridesStale { get; init; }
}
