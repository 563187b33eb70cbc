using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A packaged component of a release.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Version">Version of its package.</param>
public sealed record ReleaseEntry(ComponentId ComponentId, string Version);
