using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>One reference from a revision of a component to another component.</summary>
/// <param name="ParentId">The component that refers.</param>
/// <param name="ParentVersion">Its version.</param>
/// <param name="ChildId">The component referred to.</param>
/// <param name="Type">How tightly they are bound.</param>
public sealed record ComponentReference(ComponentId ParentId, int ParentVersion, ComponentId ChildId, ReferenceType Type);
