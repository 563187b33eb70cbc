using PromotionEngine.Promotions;

namespace PromotionEngine.Telemetry;

/// <summary>How things stood when the engine last looked.</summary>
/// <param name="StoreAnswers">Whether the store could be read.</param>
/// <param name="TakesWrites">Whether it carries its epoch marker; without it nothing is written.</param>
/// <param name="DataHub">What waits for DataHub.</param>
/// <param name="Mail">What waits for the mail server.</param>
/// <param name="Slots">Branch slots that are taken.</param>
/// <param name="Live">Promotions that are not ended, by status.</param>
/// <param name="Runs">Runs that go on.</param>
/// <param name="Lapsed">Runs whose lease has lapsed and that nobody has taken over yet; counted up to a page.</param>
public sealed record EngineReadings(
    bool StoreAnswers, bool TakesWrites, OutboxReading DataHub, OutboxReading Mail, int Slots, IReadOnlyDictionary<PromotionStatus, long> Live, long Runs, int Lapsed)
{
    /// <summary>Before the first look, and while the store does not answer.</summary>
    public static EngineReadings Unknown { get; } = new(StoreAnswers: false, TakesWrites: false, OutboxReading.Empty, OutboxReading.Empty, 0, new Dictionary<PromotionStatus, long>(), 0, 0);
}
