namespace PromotionEngine.Deployments;

/// <summary>The pack that somebody chose: one that exists, or a new one.</summary>
/// <param name="PackId">The pack; empty for a new one that does not exist yet.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Description of a new pack.</param>
public sealed record PackChoice(string PackId, string Name, string Description = "");
