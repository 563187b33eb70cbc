using PromotionEngine.Promotions;

namespace PromotionEngine.State;

/// <summary>A branch that the service uses, or is about to.</summary>
/// <param name="BranchName">Name of the branch.</param>
/// <param name="PromotionId">The promotion that answers for it.</param>
/// <param name="TakenAt">When the slot was taken.</param>
public sealed record BranchSlot(string BranchName, PromotionId PromotionId, DateTimeOffset TakenAt);
