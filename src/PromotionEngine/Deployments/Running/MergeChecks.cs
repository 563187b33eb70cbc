using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;

namespace PromotionEngine.Deployments.Running;

/// <summary>What must hold before a branch is merged. Pure.</summary>
internal static class MergeChecks
{
    /// <summary>Main is where each component was taken from.</summary>
    /// <param name="frozen">What was approved.</param>
    /// <param name="main">What main has now.</param>
    /// <returns>The components of which main moved on, in words; empty when it did not.</returns>
    public static IReadOnlyList<string> LostUpdates(IReadOnlyList<FrozenVersion> frozen, IReadOnlyDictionary<ComponentId, ComponentMetadata> main) =>
    [
        .. frozen.Select(version => (version, row: main.GetValueOrDefault(new ComponentId(version.ProdComponentId))))
            .Where(pair => (pair.row?.Version ?? 0) != pair.version.BaseVersion)
            .Select(pair => $"{pair.version.Name} ({pair.version.ProdComponentId}): {Base(pair.version)}, {Standing(pair.row)}"),
    ];

    /// <summary>The branch holds what was approved, and nothing was changed on it since.</summary>
    /// <exception cref="PromotionFailure">MERGE_FAILED, naming what was changed and by whom.</exception>
    public static void BranchMustBeAsApproved(IReadOnlyList<FrozenVersion> frozen, IReadOnlyList<ComponentMetadata> branch)
    {
        var changed = BranchContent.Changes(frozen, branch);
        if (changed.Count > 0)
        {
            throw Changed(changed);
        }
    }

    /// <summary>The draft merges what was approved into what main has, and nothing else; what is foreign to the promotion is answered, to be left out.</summary>
    /// <exception cref="PromotionFailure">MERGE_FAILED or STALE_PROMOTION.</exception>
    public static IReadOnlyList<MergeDetail> StrangersIn(
        IReadOnlyList<MergeDetail> draft, IReadOnlyList<FrozenVersion> frozen, IReadOnlyDictionary<ComponentId, ComponentMetadata> main)
    {
        var approved = frozen.ToDictionary(version => new ComponentId(version.ProdComponentId));
        var ours = draft.Where(detail => approved.ContainsKey(detail.ComponentId)).ToList();
        var changed = ours
            .Where(detail => detail.SourceRevision != approved[detail.ComponentId].Version || detail.ChangeType == "DELETED")
            .Select(detail => $"{approved[detail.ComponentId].Name} ({detail.ComponentId}): version {approved[detail.ComponentId].Version} was approved, the draft holds {(detail.ChangeType == "DELETED" ? "its deletion" : $"version {detail.SourceRevision}")}")
            .ToList();
        if (changed.Count > 0)
        {
            throw Changed(changed);
        }

        var moved = ours
            .Where(detail => main.TryGetValue(detail.ComponentId, out var row) && row.Version != detail.DestinationRevision)
            .Select(detail => $"{approved[detail.ComponentId].Name} ({detail.ComponentId}): main had version {main[detail.ComponentId].Version}, the draft was made with version {detail.DestinationRevision}")
            .ToList();
        return moved.Count == 0
            ? [.. draft.Where(detail => !approved.ContainsKey(detail.ComponentId))]
            : throw Stale($"Main changed while the merge was being prepared: {Listing.Of(moved)}. Repeat the deployment.");
    }

    /// <summary>STALE_PROMOTION with <paramref name="message"/>.</summary>
    public static PromotionFailure Stale(string message) => new(ErrorCodes.StalePromotion, message);

    private static PromotionFailure Changed(IReadOnlyList<string> what) => new(
        ErrorCodes.MergeFailed, $"The branch was changed after it was approved, and what was approved is what is merged. {Listing.Of(what)}. Reject the promotion and promote again.");

    private static string Base(FrozenVersion version) => version.BaseVersion == 0 ? "main did not have it" : $"it was made from main's version {version.BaseVersion}";

    private static string Standing(ComponentMetadata? row) => row is null ? "main has it no more" : $"main has version {row.Version} by {row.ModifiedBy}";
}
