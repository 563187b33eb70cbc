using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Deployments;

/// <summary>The packs that may be chosen.</summary>
/// <param name="Packs">By name.</param>
/// <param name="Suggested">The one that the process was last deployed to; null when there is none, or it is gone.</param>
public sealed record PackListing(IReadOnlyList<IntegrationPack> Packs, IntegrationPack? Suggested);
