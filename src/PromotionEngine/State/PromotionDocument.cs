using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>A promotion's record: the working copy under the number of the layout it was written in.</summary>
internal sealed record PromotionDocument(int Layout, Promotion Promotion);
