using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>A promotion as it was read.</summary>
/// <param name="Version">What the next save must name.</param>
/// <param name="Promotion">The working copy.</param>
public sealed record StoredPromotion(long Version, Promotion Promotion);
