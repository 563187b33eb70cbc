namespace PromotionEngine.Promotions;

/// <summary>A created component whose mapping a merge claims; the development account is the promotion's.</summary>
/// <param name="DevComponentId">The component in the development account.</param>
/// <param name="ProdComponentId">The component that it became.</param>
public sealed record ClaimedMapping(string DevComponentId, string ProdComponentId);
