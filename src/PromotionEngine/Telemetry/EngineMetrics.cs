using System.Diagnostics.Metrics;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;

namespace PromotionEngine.Telemetry;

/// <summary>
/// The engine's own measurements, under the meter <see cref="MeterName"/>. What each means and when to worry stands in <c>docs/operations.md</c>. Times of
/// requests to Boomi are measured by the framework's <c>http.client.request.duration</c>.
/// </summary>
public sealed class EngineMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Promotion.Engine";

    private readonly Meter _meter;
    private readonly Histogram<double> _budgetWait;
    private readonly Counter<long> _budgetRefused;
    private readonly Counter<long> _takenOver;
    private volatile EngineReadings _readings = EngineReadings.Unknown;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where they are made.</param>
    public EngineMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(MeterName);
        _budgetWait = _meter.CreateHistogram<double>("promotion.budget.wait", "s", "How long a call of Boomi waited for the request budget, by lane");
        _budgetRefused = _meter.CreateCounter<long>("promotion.budget.refused", "{call}", "Calls that Boomi refused because there were too many");
        _takenOver = _meter.CreateCounter<long>("promotion.runs.taken_over", "{run}", "Runs whose engine was gone and that this engine took over");
        _meter.CreateObservableGauge("promotion.store.up", () => _readings.StoreAnswers ? 1 : 0, "{bool}", "1 while the store can be read, else 0");
        _meter.CreateObservableGauge("promotion.store.writes", () => Known(readings => readings.TakesWrites ? 1 : 0), "{bool}", "1 while the store carries its epoch marker, else 0: nothing is written then");
        _meter.CreateObservableGauge("promotion.outbox.waiting", () => Known(readings => readings.DataHub.Waiting), "{message}", "Messages that wait to be published");
        _meter.CreateObservableGauge("promotion.outbox.lag", () => Known(readings => readings.DataHub.OldestWait.TotalSeconds), "s", "How long the oldest message has waited");
        _meter.CreateObservableGauge("promotion.outbox.quarantined", () => Known(readings => readings.DataHub.SetAside), "{message}", "Messages that were set aside and need a person");
        _meter.CreateObservableGauge("promotion.mail.waiting", () => Known(readings => readings.Mail.Waiting), "{message}", "Mails that wait to be sent");
        _meter.CreateObservableGauge("promotion.mail.lag", () => Known(readings => readings.Mail.OldestWait.TotalSeconds), "s", "How long the oldest mail has waited");
        _meter.CreateObservableGauge("promotion.mail.set_aside", () => Known(readings => readings.Mail.SetAside), "{message}", "Mails that were set aside and need a person");
        _meter.CreateObservableGauge("promotion.slots.taken", () => Known(readings => readings.Slots), "{slot}", "Branch slots that are taken");
        _meter.CreateObservableGauge("promotion.runs.active", () => Known(readings => readings.Runs), "{run}", "Runs that go on, of all engines");
        _meter.CreateObservableGauge("promotion.runs.lapsed", () => Known(readings => readings.Lapsed), "{run}", "Runs whose lease has lapsed and that nobody has taken over yet");
        _meter.CreateObservableGauge("promotion.promotions.live", Live, "{promotion}", "Promotions that are not ended, by status");
    }

    /// <summary>A call waited for the request budget.</summary>
    public void BudgetWaited(CallLane lane, TimeSpan wait) => _budgetWait.Record(wait.TotalSeconds, KeyValuePair.Create("lane", (object?)lane.ToString()));

    /// <summary>Boomi said that there were too many calls.</summary>
    public void BudgetRefused() => _budgetRefused.Add(1);

    /// <summary>A run was taken over.</summary>
    public void TookOver() => _takenOver.Add(1);

    /// <summary>What the gauges show from now on.</summary>
    public void Show(EngineReadings readings) => _readings = readings;

    /// <summary>Whether <paramref name="meter"/> is this one: each engine of a process has its own.</summary>
    internal bool Owns(Meter meter) => ReferenceEquals(_meter, meter);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // While the store does not answer nothing is known, and a 0 would end an alarm.
    private IEnumerable<Measurement<T>> Known<T>(Func<EngineReadings, T> reading)
        where T : struct
    {
        var readings = _readings;
        return readings.StoreAnswers ? [new Measurement<T>(reading(readings))] : [];
    }

    private IEnumerable<Measurement<long>> Live() =>
        _readings.Live.Select(pair => new Measurement<long>(pair.Value, KeyValuePair.Create("status", (object?)pair.Key.Word())));
}
