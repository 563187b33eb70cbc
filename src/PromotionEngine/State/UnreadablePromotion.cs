using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>A working copy that this version does not read.</summary>
/// <param name="Id">The promotion.</param>
/// <param name="Reason">What it is instead, and what to do, for people.</param>
public sealed record UnreadablePromotion(PromotionId Id, string Reason);
