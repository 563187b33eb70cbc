namespace PromotionEngine.State;

/// <summary>What is kept of a lock that is held.</summary>
internal sealed record LockRecord(string Owner, bool IsLasting);
