namespace PromotionEngine.State;

/// <summary>What is kept of an idempotency key.</summary>
internal sealed record IdempotencyRecord(string BodySeal, string Reference, byte[]? Answer);
