namespace PromotionEngine.Boomi.Platform;

/// <summary>A package with what it froze.</summary>
/// <param name="Package">The package.</param>
/// <param name="Manifest">Every component and its exact version, the root included.</param>
public sealed record FrozenPackage(PackagedComponent Package, IReadOnlyList<ComponentVersion> Manifest);
