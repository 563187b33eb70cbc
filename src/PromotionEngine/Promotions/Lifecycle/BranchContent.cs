using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Lifecycle;

/// <summary>What the branch of a promotion holds of its components: frozen when it is submitted, compared at every approval.</summary>
internal static class BranchContent
{
    /// <summary>The components of <paramref name="promotion"/> that stand on its branch.</summary>
    public static IReadOnlyList<ComponentId> ComponentsOf(Promotion promotion) =>
        [.. promotion.Results.Where(result => result.ProdComponentId.Length > 0).Select(result => new ComponentId(result.ProdComponentId))];

    /// <summary>Freezes what stands on the branch, which must be what the promotion wrote or took over.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="onBranch">The newest revision that the branch has of its own, for each component that has one.</param>
    /// <exception cref="PromotionFailure">INVALID_PROMOTION_STATUS when somebody changed the branch.</exception>
    public static IReadOnlyList<FrozenVersion> Freeze(Promotion promotion, IReadOnlyCollection<ComponentMetadata> onBranch)
    {
        var own = onBranch.ToDictionary(component => component.Id.Value, StringComparer.OrdinalIgnoreCase);
        var frozen = promotion.Results
            .Where(result => result.ProdComponentId.Length > 0)
            .Select(result => new FrozenVersion(result.ProdComponentId, result.Name, result.Version, result.BaseVersion, own.ContainsKey(result.ProdComponentId)))
            .ToList();
        var changes = Changes(frozen, own);
        return changes.Count == 0
            ? frozen
            : throw new PromotionFailure(
                ErrorCodes.InvalidPromotionStatus,
                $"The branch {promotion.BranchName} does not hold what promotion {promotion.Id} put there: {Listing.Of(changes)}. Somebody changed it; promote again.");
    }

    /// <summary>What differs on the branch from what was frozen, a line for people each; empty while it is the same.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyCollection<FrozenVersion> frozen, IReadOnlyCollection<ComponentMetadata> onBranch) =>
        Changes(frozen, onBranch.ToDictionary(component => component.Id.Value, StringComparer.OrdinalIgnoreCase));

    private static List<string> Changes(IReadOnlyCollection<FrozenVersion> frozen, Dictionary<string, ComponentMetadata> own) =>
        [.. frozen.Select(component => Change(component, own.GetValueOrDefault(component.ProdComponentId))).OfType<string>()];

    private static string? Change(FrozenVersion frozen, ComponentMetadata? found) => found switch
    {
        null => frozen.IsOwn ? $"{frozen.Name} ({frozen.ProdComponentId}) was version {frozen.Version} and is gone" : null,
        { Deleted: true } => $"{frozen.Name} ({frozen.ProdComponentId}) was version {frozen.Version} and was deleted by {found.ModifiedBy}",
        _ => found.Version == frozen.Version ? null : $"{frozen.Name} ({frozen.ProdComponentId}) was version {frozen.Version} and is version {found.Version}, written by {found.ModifiedBy}",
    };
}
