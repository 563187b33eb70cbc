using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing.Otlp;

namespace Schedulers.Tests;

/// <summary>Measurements and traces reach a collector that the settings name.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class TelemetryTests
{
    [Test]
    public async Task Export_ToACollector_SendsWhatJobsDidAndTheirTraces(CancellationToken cancellationToken)
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await CollectorAsync(received, cancellationToken);
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var schedulers = engine.Schedulers(
            ("Jobs:PublishOutbox", "00:10:00"), ("../Telemetry:OtlpEndpoint", collector.Urls.First()), ("../Telemetry:OtlpOverHttp", "true"));
        await schedulers.StartAsync(cancellationToken);
        await engine.Calls.UntilAsync("PublishOutbox", 1).WaitAsync(cancellationToken);
        await JobTests.ListUntilAsync(schedulers, rows => rows[0].LastRun is not null, cancellationToken);

        // What is left is sent when the program stops.
        await schedulers.StopAsync(cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(received.GetValueOrDefault("/v1/metrics"), Does.Contain("promotion-schedulers").And.Contain("quartz.job.execution"));
            Assert.That(received.GetValueOrDefault("/v1/traces"), Does.Contain("promotion-schedulers").And.Contain("PublishOutbox"));
        });
    }

    [Test]
    public async Task Export_OfAJobThatFoundSomethingForAPerson_TellsItAsFailed(CancellationToken cancellationToken)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), cancellationToken);
        await using var schedulers = engine.Schedulers(
            ("Jobs:SweepOrphanBranches", "00:10:00"), ("../Telemetry:OtlpEndpoint", collector.Address), ("../Telemetry:OtlpOverHttp", "true"), ("../Telemetry:Interval", "00:00:01"));
        await schedulers.StartAsync(cancellationToken);

        await collector.UntilAsync(
            "quartz.job.execution.duration",
            point => point.Count > 0 && point.Attributes.Values.Contains("SweepOrphanBranches") && point.Attributes.GetValueOrDefault("quartz.job.result") == "failed");

        await schedulers.StopAsync(cancellationToken);
        var call = await collector.UntilAsync(span => span.Kind == 3 && span["url.full"].EndsWith("/promotion.v1.Maintenance/SweepOrphanBranches", StringComparison.Ordinal));
        var trace = collector.Spans.Where(span => span.TraceId == call.TraceId && span.SpanId != call.SpanId).ToList();
        Assert.That(trace.SelectMany(span => span.Attributes.Select(attribute => attribute.Value).Append(span.Name)), Has.Some.Contains("SweepOrphanBranches"), string.Join("; ", trace));
    }

    [TestCase("OtlpEndpoint", "nowhere", "nowhere")]
    [TestCase("Interval", "00:00:00", "at least a second")]
    public async Task Export_WithSettingsThatCannotWork_RefusesToStart(string setting, string value, string said)
    {
        await using var engine = await ScriptedEngine.StartAsync(new EngineCalls(), CancellationToken.None);

        var refused = Assert.Throws<InvalidOperationException>(() => engine.Schedulers(("../Telemetry:OtlpEndpoint", "http://127.0.0.1:1"), ($"../Telemetry:{setting}", value)));

        Assert.That(refused!.Message, Does.Contain(said));
    }

    // Names stand in the protobuf of a message as they are.
    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapFallback(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);
        });
        await app.StartAsync(cancellationToken);
        return app;
    }
}
