using PromotionEngine.State;

namespace PromotionEngine.Idempotency;

/// <summary>A call that its caller may repeat.</summary>
/// <param name="Key">What makes two calls the same.</param>
/// <param name="BodySeal">HMAC of the decoded message, by which bodies are compared.</param>
public sealed record IdempotentCall(IdempotencyKey Key, string BodySeal);
