using PromotionEngine.Components;

namespace PromotionEngine.Promotions;

/// <summary>When a component can be written.</summary>
/// <param name="Id">The component in the development account.</param>
/// <param name="WaitsFor">Components whose production ID must be known first.</param>
/// <param name="LeftOut">References to leave out at first because they close a cycle; the component is written again when these exist.</param>
public sealed record PlannedWrite(ComponentId Id, IReadOnlySet<ComponentId> WaitsFor, IReadOnlySet<ComponentId> LeftOut);
