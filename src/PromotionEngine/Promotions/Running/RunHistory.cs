using PromotionEngine.Components;

namespace PromotionEngine.Promotions.Running;

/// <summary>What the journal says a run did before this engine had it.</summary>
/// <param name="Written">Components whose write is finished, with what became of them.</param>
/// <param name="Completed">Components that were written once more with the references left out at first.</param>
/// <param name="InFlight">Components whose write was begun, and when; the outcome is not known, so the platform must be asked.</param>
internal sealed record RunHistory(
    IReadOnlyDictionary<ComponentId, ComponentResult> Written,
    IReadOnlyDictionary<ComponentId, ComponentResult> Completed,
    IReadOnlyDictionary<ComponentId, DateTimeOffset> InFlight)
{
    /// <summary>A run that just begins.</summary>
    public static RunHistory Empty { get; } =
        new(new Dictionary<ComponentId, ComponentResult>(), new Dictionary<ComponentId, ComponentResult>(), new Dictionary<ComponentId, DateTimeOffset>());
}
