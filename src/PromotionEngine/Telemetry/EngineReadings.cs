using PromotionEngine.Promotions;

namespace PromotionEngine.Telemetry;

/// <summary>How things stood when the engine last looked.</summary>
/// <param name="StoreAnswers">Whether the store could be read.</param>
/// <param name="Waiting">Messages that wait in the outbox.</param>
/// <param name="OldestWait">How long the oldest of them has waited.</param>
/// <param name="Quarantined">Messages that were set aside and need a person; counted up to a page.</param>
/// <param name="Slots">Branch slots that are taken.</param>
/// <param name="Live">Promotions that are not ended, by status.</param>
/// <param name="Lapsed">Runs whose lease has lapsed and that nobody has taken over yet; counted up to a page.</param>
public sealed record EngineReadings(
    bool StoreAnswers, long Waiting, TimeSpan OldestWait, int Quarantined, int Slots, IReadOnlyDictionary<PromotionStatus, int> Live, int Lapsed)
{
    /// <summary>Before the first look, and while the store does not answer.</summary>
    public static EngineReadings Unknown { get; } = new(StoreAnswers: false, 0, TimeSpan.Zero, 0, 0, new Dictionary<PromotionStatus, int>(), 0);
}
