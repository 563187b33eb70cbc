namespace PromotionEngine.State;

/// <summary>What is known of an idempotency key.</summary>
/// <param name="Phase">How far the first call got.</param>
/// <param name="Reference">What it works on, usually the promotion's ID; empty when it is new.</param>
/// <param name="Answer">The bytes that it was answered with, or is to be answered with once it is committed; empty before that.</param>
public sealed record IdempotencyState(IdempotencyPhase Phase, string Reference, ReadOnlyMemory<byte> Answer)
{
    /// <summary>Version of what is kept; 0 when there is nothing.</summary>
    public long Version { get; init; }
}
