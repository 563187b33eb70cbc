using PromotionEngine.Components;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// What the journal keeps of a plan. The package fixes what is promoted; where it goes was decided from things that change (mappings, main, the promotion
/// at rest), so a takeover reads the decision and does not make it again.
/// </summary>
/// <param name="SupersededId">The promotion that is taken over from; empty when there is none.</param>
/// <param name="SupersededBranchId">The branch that the run's branch is made from; empty for main.</param>
/// <param name="Targets">Where each component goes, by its ID in the development account.</param>
internal sealed record PlanNote(string SupersededId, string SupersededBranchId, IReadOnlyDictionary<string, ProductionTarget> Targets)
{
    /// <summary>The note of <paramref name="plan"/>.</summary>
    public static PlanNote Of(PromotionPlan plan) => new(
        plan.Superseded?.Id.Value ?? string.Empty,
        plan.Superseded?.BranchId ?? string.Empty,
        plan.Targets.ToDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal));

    /// <summary>The targets by component.</summary>
    public IReadOnlyDictionary<ComponentId, ProductionTarget> ByComponent() => Targets.ToDictionary(pair => new ComponentId(pair.Key), pair => pair.Value);
}
