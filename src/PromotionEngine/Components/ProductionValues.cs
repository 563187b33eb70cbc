namespace PromotionEngine.Components;

/// <summary>
/// What the production component on main holds at its secret places, to be put back where an update strips them. In memory only; it cannot be printed.
/// </summary>
public sealed class ProductionValues
{
    /// <summary>Reads them from main's document.</summary>
    public static ProductionValues Read(ComponentDocument main, StripRules? rules = null) => throw new NotSupportedException("not yet");
}
