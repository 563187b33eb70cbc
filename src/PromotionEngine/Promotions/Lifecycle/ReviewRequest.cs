namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>What somebody says when submitting a promotion for review. Empty texts leave what the promotion has.</summary>
public sealed record ReviewRequest
{
    /// <summary>Version that the production package is to have.</summary>
    public string PackageVersion { get; init; } = string.Empty;

    /// <summary>What reviewers and admins should know.</summary>
    public string DeploymentNotes { get; init; } = string.Empty;

    /// <summary>Why an emergency cannot wait for a test.</summary>
    public string HotfixJustification { get; init; } = string.Empty;

    /// <summary>The production pack that is wished for.</summary>
    public string WishedPackId { get; init; } = string.Empty;
}
