using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions;

/// <summary>
/// Fewest calls of the platform that a promotion can do with: what progress shows beside the calls that were made. What may be in the engine's memory
/// already is not counted, and neither is a component of production that may turn out to be equal.
/// </summary>
internal static class CallFloor
{
    // Package, manifest, branch list, branch creation, one look at it, one look at what stands on it.
    private const int Fixed = 6;

    /// <summary>The floor for <paramref name="plan"/>: what every run does, and the creation of every component that is new.</summary>
    public static int Of(PromotionPlan plan) => Fixed + plan.Promoted.Count(node => plan.Targets[node.Id].Status == ProductionStatus.New);
}
