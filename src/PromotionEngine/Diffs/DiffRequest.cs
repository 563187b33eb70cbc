using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Diffs;

/// <summary>Which component's diff is asked for.</summary>
/// <param name="Branch">The branch; null when only the promotion is named.</param>
/// <param name="Promotion">The promotion; null when only the branch is named.</param>
/// <param name="Component">The component in the production account.</param>
public sealed record DiffRequest(BranchId? Branch, PromotionId? Promotion, ComponentId Component);
