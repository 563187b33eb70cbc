namespace PromotionEngine.Deployments;

/// <summary>A component of a promotion as main has it since the merge.</summary>
/// <param name="ProdComponentId">The component.</param>
/// <param name="Version">Its version on main.</param>
public sealed record MergedVersion(string ProdComponentId, int Version);
