namespace PromotionEngine.State;

/// <summary>What is kept of an idempotency key.</summary>
internal sealed record IdempotencyRecord(string BodySeal, string Reference, byte[]? Answer)
{
    /// <summary>The answer as the commit of the work knew it; null before that, and again once the call was answered.</summary>
    public byte[]? Committed { get; init; }
}
