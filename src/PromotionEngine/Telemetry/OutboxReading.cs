namespace PromotionEngine.Telemetry;

/// <summary>How an outbox stands.</summary>
/// <param name="Waiting">Messages that wait.</param>
/// <param name="OldestWait">How long the oldest of them has waited.</param>
/// <param name="SetAside">Messages that were set aside and need a person.</param>
public sealed record OutboxReading(long Waiting, TimeSpan OldestWait, long SetAside)
{
    /// <summary>Nothing waits.</summary>
    public static OutboxReading Empty { get; } = new(0, TimeSpan.Zero, 0);
}
