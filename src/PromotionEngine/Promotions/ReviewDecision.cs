using PromotionEngine.Accounts;

namespace PromotionEngine.Promotions;

/// <summary>What a reviewer decided.</summary>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="IsApproval">Whether it is a yes.</param>
/// <param name="Comments">What the reviewer said; never empty for a no.</param>
public sealed record ReviewDecision(Person By, DateTimeOffset At, bool IsApproval, string Comments);
