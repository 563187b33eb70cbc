using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.Telemetry;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Telemetry;

/// <summary>The engine measures what an operator has to watch.</summary>
[TestFixture]
public sealed class EngineMetricsTests
{
    [Test]
    public void Metrics_AfterAReading_ShowIt()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new EngineMetrics(services.GetRequiredService<IMeterFactory>());
        metrics.Show(new EngineReadings(
            StoreAnswers: true, 7, TimeSpan.FromSeconds(90), 2, 5, new Dictionary<PromotionStatus, int> { [PromotionStatus.Completed] = 3 }, 1));

        var seen = Measure(metrics, () =>
        {
            metrics.BudgetWaited(CallLane.Run, TimeSpan.FromSeconds(0.5));
            metrics.BudgetRefused();
            metrics.TookOver(2);
            metrics.TookOver(0);
        });

        Assert.That(seen, Is.EquivalentTo(new[]
        {
            "promotion.budget.wait lane=Run 0.5", "promotion.budget.refused 1", "promotion.runs.taken_over 2", "promotion.store.up 1", "promotion.outbox.waiting 7",
            "promotion.outbox.lag 90", "promotion.outbox.quarantined 2", "promotion.slots.taken 5", "promotion.runs.lapsed 1", "promotion.promotions.live status=COMPLETED 3",
        }));
    }

    [Test]
    public async Task Sampler_AfterAPromotion_ReadsSlotAndStatus()
    {
        await using var engine = await RunningEngine.StartAsync();
        var root = engine.Process("Measured");
        engine.Package(root);
        await engine.PromoteAsync(root);
        var sampler = engine.Services.GetServices<IHostedService>().OfType<EngineSampler>().Single();

        var readings = await sampler.ReadAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((readings.StoreAnswers, readings.Slots, readings.Lapsed, readings.Quarantined), Is.EqualTo((true, 1, 0, 0)));
            Assert.That(readings.Live, Is.EquivalentTo(new Dictionary<PromotionStatus, int> { [PromotionStatus.Completed] = 1 }));
        });
    }

    private static List<string> Measure(EngineMetrics metrics, Action act)
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == EngineMetrics.MeterName && metrics.Owns(instrument.Meter))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add(Line(instrument, value, tags)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add(Line(instrument, value, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Add(Line(instrument, value, tags)));
        listener.Start();
        act();
        listener.RecordObservableInstruments();
        return seen;
    }

    private static string Line(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new System.Text.StringBuilder(instrument.Name);
        foreach (var (key, tagged) in tags)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {key}={tagged}");
        }

        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {value}").ToString();
    }
}
