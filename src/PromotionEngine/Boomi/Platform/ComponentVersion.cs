using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>One immutable revision of a component. Version numbers are one sequence per component across all branches.</summary>
/// <param name="Id">The component.</param>
/// <param name="Version">Its version, from 1.</param>
public readonly record struct ComponentVersion(ComponentId Id, int Version);
