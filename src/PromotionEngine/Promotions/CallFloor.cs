using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions;

/// <summary>Fewest calls of the platform that a promotion of this size can do with: what progress shows beside the calls that were made.</summary>
internal static class CallFloor
{
    private const int ComponentsPerRead = 5;

    // Package, manifest, branch list, branch creation, one look at it, one look at what stands on it.
    private const int Fixed = 6;

    /// <summary>The floor for <paramref name="plan"/>, when everything differs from production.</summary>
    public static int Of(PromotionPlan plan)
    {
        var updates = plan.Promoted.Count(node => plan.Targets[node.Id].Status == ProductionStatus.Update);
        return Fixed + Reads(plan.Tree.Nodes.Count) + Reads(updates) + plan.Promoted.Count;
    }

    private static int Reads(int components) => (components + ComponentsPerRead - 1) / ComponentsPerRead;
}
