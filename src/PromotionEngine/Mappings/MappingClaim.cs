using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Promotions;

namespace PromotionEngine.Mappings;

/// <summary>That a promotion brings a development component to main, so that no other creates it a second time.</summary>
/// <param name="PromotionId">The promotion.</param>
/// <param name="ProdComponentId">What the component becomes in production.</param>
/// <param name="Mapping">The mapping that is to be in DataHub since the merge; null before it.</param>
public sealed record MappingClaim(PromotionId PromotionId, string ProdComponentId, ComponentMapping? Mapping);
