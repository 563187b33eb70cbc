using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Notifications;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.Telemetry;
using PromotionEngine.Tests.Fixtures;
using Testing;

namespace PromotionEngine.Tests.Telemetry;

/// <summary>The engine measures what an operator has to watch.</summary>
[TestFixture]
public sealed partial class EngineMetricsTests
{
    [Test]
    public void Metrics_AfterAReading_ShowIt()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new EngineMetrics(services.GetRequiredService<IMeterFactory>());
        metrics.Show(new EngineReadings(
            StoreAnswers: true,
            TakesWrites: true,
            new OutboxReading(7, TimeSpan.FromSeconds(90), 2),
            new OutboxReading(4, TimeSpan.FromSeconds(30), 6),
            5,
            new Dictionary<PromotionStatus, long> { [PromotionStatus.Completed] = 3 },
            8,
            1));

        var seen = Measure(metrics, () =>
        {
            metrics.BudgetWaited(CallLane.Run, TimeSpan.FromSeconds(0.5));
            metrics.BudgetRefused();
            metrics.TookOver();
        });

        Assert.That(seen, Is.EquivalentTo(new[]
        {
            "promotion.budget.wait lane=Run 0.5", "promotion.budget.refused 1", "promotion.runs.taken_over 1", "promotion.store.up 1", "promotion.store.writes 1", "promotion.outbox.waiting 7",
            "promotion.outbox.lag 90", "promotion.outbox.quarantined 2", "promotion.mail.waiting 4", "promotion.mail.lag 30", "promotion.mail.set_aside 6", "promotion.runs.active 8",
            "promotion.slots.taken 5", "promotion.runs.lapsed 1", "promotion.promotions.live status=COMPLETED 3",
        }));
    }

    [Test]
    public void Metrics_WhileTheStoreDoesNotAnswer_SayThatAndNothingElse()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new EngineMetrics(services.GetRequiredService<IMeterFactory>());
        metrics.Show(EngineReadings.Unknown);

        Assert.That(Measure(metrics, () => { }), Is.EqualTo(new[] { "promotion.store.up 0" }));
    }

    [Test]
    public void Page_NamesEveryInstrumentAndNoOther()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new EngineMetrics(services.GetRequiredService<IMeterFactory>());
        var instruments = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (metrics.Owns(instrument.Meter))
            {
                instruments.Add(instrument.Name);
            }
        };
        listener.Start();

        Assert.That(Named().Matches(Repository.Read("docs/operations.md")).Select(match => match.Value).Distinct(), Is.EquivalentTo(instruments));
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
            Assert.That((readings.StoreAnswers && readings.TakesWrites, readings.Slots, readings.Lapsed, readings.Runs, readings.DataHub.SetAside), Is.EqualTo((true, 1, 0, 0L, 0L)));
            Assert.That(readings.Live, Is.EquivalentTo(new Dictionary<PromotionStatus, long> { [PromotionStatus.Completed] = 1 }));
        });
    }

    [Test]
    public async Task Sampler_OfAnOutbox_TellsWhatWaitsAndHowLong_AndWhatWasSetAside()
    {
        await using var engine = await RunningEngine.StartAsync();
        var store = engine.Services.GetRequiredService<IStateStore>();
        var mails = engine.Services.GetRequiredService<PromotionMails>().Outbox;
        var now = await store.NowAsync(CancellationToken.None);
        var commit = new Commit();
        mails.Enqueue(commit, new OutboxMessage(PromotionMails.Kind, "mail|a", "{}"), now - TimeSpan.FromMinutes(20));
        mails.Enqueue(commit, new OutboxMessage(PromotionMails.Kind, "mail|b", "{}"), now - TimeSpan.FromMinutes(10));
        (await store.CommitAsync(commit, CancellationToken.None)).OrThrow();
        var sampler = engine.Services.GetServices<IHostedService>().OfType<EngineSampler>().Single();
        var both = (await sampler.ReadAsync(CancellationToken.None)).Mail;
        await mails.QuarantinedAsync((await mails.PendingAsync(1, CancellationToken.None))[0], "refused", now, CancellationToken.None);
        var one = (await sampler.ReadAsync(CancellationToken.None)).Mail;

        Assert.That((both.Waiting, both.SetAside, one.Waiting, one.SetAside), Is.EqualTo((2L, 0L, 1L, 1L)));
        Assert.That(both.OldestWait, Is.GreaterThanOrEqualTo(TimeSpan.FromMinutes(20)));
        Assert.That(one.OldestWait, Is.InRange(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(19)));
    }

    [GeneratedRegex(@"(?<=`)promotion\.(store|outbox|mail|slots|runs|promotions|budget)\.\w+(?=`)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

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
