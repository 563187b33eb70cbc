namespace PromotionEngine.State;

/// <summary>Whether a call may be made now.</summary>
/// <param name="IsGranted">Whether it may; it is then counted.</param>
/// <param name="Wait">When refused, how long to wait before asking again. When granted, how long asking for a further call would be in vain.</param>
public readonly record struct BudgetAnswer(bool IsGranted, TimeSpan Wait);
