using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Diffs;

/// <summary>A component of a promotion and the two revisions that are compared.</summary>
/// <param name="Id">The component in the production account.</param>
/// <param name="Version">Version that the promotion has.</param>
/// <param name="BaseVersion">Version of main that it was made from; 0 for a component that main does not have.</param>
internal sealed record ComparedVersion(ComponentId Id, int Version, int BaseVersion)
{
    /// <summary>Whether the promotion changes anything of it.</summary>
    public bool IsChanged => Version != BaseVersion;

    /// <summary>
    /// The components of <paramref name="promotion"/>: what was frozen when it was submitted, else what its run left on the branch.
    /// </summary>
    public static IReadOnlyList<ComparedVersion> Of(Promotion promotion) => promotion.Submission is { Frozen.Count: > 0 } submission
        ? [.. submission.Frozen.Select(frozen => new ComparedVersion(new ComponentId(frozen.ProdComponentId), frozen.Version, frozen.BaseVersion))]
        : [.. promotion.Results
            .Where(result => result is { ProdComponentId.Length: > 0, Version: > 0 })
            .Select(result => new ComparedVersion(new ComponentId(result.ProdComponentId), result.Version, result.BaseVersion))];
}
