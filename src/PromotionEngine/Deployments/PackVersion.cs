namespace PromotionEngine.Deployments;

/// <summary>A packaged component of a pack, at a version of its package.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Version">Version of its package.</param>
public sealed record PackVersion(string ComponentId, string Version);
