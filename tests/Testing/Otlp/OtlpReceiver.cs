using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Testing.Otlp;

/// <summary>A collector of the tests: takes measurements and traces as protobuf over HTTP, and shows what came.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<IReadOnlyList<OtlpPoint>> _exports = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();

    private OtlpReceiver(WebApplication app)
    {
        _app = app;
    }

    /// <summary>What <c>Telemetry:OtlpEndpoint</c> names, with <c>Telemetry:OtlpOverHttp</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Every measurement that came, the oldest first.</summary>
    public IEnumerable<OtlpPoint> Points => _exports.SelectMany(export => export);

    /// <summary>Every span that came.</summary>
    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/metrics", async (HttpContext context) => receiver._exports.Enqueue([.. ReadPoints(await BodyAsync(context))]));
        app.MapPost("/v1/traces", async (HttpContext context) =>
        {
            foreach (var span in ReadSpans(await BodyAsync(context)))
            {
                receiver._spans.Enqueue(span);
            }
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Returns when an export has come, of those sent from now on, that has a measurement of <paramref name="metric"/> for which <paramref name="holds"/> is true.</summary>
    public Task<OtlpPoint> UntilAsync(string metric, Func<OtlpPoint, bool> holds) => UntilAsync(
        () => $"no {metric} as it should be came, but {string.Join("; ", Points.Where(point => point.Metric == metric).TakeLast(5).Select(point => $"{point.Value} {string.Join(", ", point.Attributes)}"))}",
        _exports.Count,
        skip => _exports.Skip(skip).SelectMany(export => export).FirstOrDefault(point => point.Metric == metric && holds(point)));

    /// <summary>Returns when an export has come, of those sent from now on, that has <paramref name="present"/> and nothing of <paramref name="absent"/>.</summary>
    public Task UntilWithoutAsync(string present, string absent) => UntilAsync(
        () => $"no export without {absent} came",
        _exports.Count,
        skip => _exports.Skip(skip).FirstOrDefault(export => export.Any(point => point.Metric == present) && export.All(point => point.Metric != absent)));

    /// <summary>Returns when a span has come for which <paramref name="holds"/> is true.</summary>
    public Task<OtlpSpan> UntilAsync(Func<OtlpSpan, bool> holds) => UntilAsync(() => "no such span came", 0, _ => _spans.FirstOrDefault(holds));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<T> UntilAsync<T>(Func<string> complaint, int skip, Func<int, T?> find)
        where T : class
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (find(skip) is { } found)
            {
                return found;
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException(complaint());
            }

            await Task.Delay(20);
        }
    }

    private static async Task<WireMessage> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return WireMessage.Parse(body.ToArray());
    }

    // ExportMetricsServiceRequest: resource_metrics 1 (resource 1, scope_metrics 2 (metrics 2 (name 1; gauge 5, sum 7, histogram 9 (data_points 1)))).
    private static IEnumerable<OtlpPoint> ReadPoints(WireMessage request) =>
        from resource in request.Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from data in metric.Messages(5).Concat(metric.Messages(7)).Concat(metric.Messages(9))
        from point in data.Messages(1)
        select metric.Has(9)
            ? new OtlpPoint(service, metric.Text(1), AttributesOf(point, 9).ToDictionary(), point.Double(5), point.Number(4))
            : new OtlpPoint(service, metric.Text(1), AttributesOf(point, 7).ToDictionary(), point.Has(6) ? point.Number(6) : point.Double(4), Count: 1);

    // ExportTraceServiceRequest: resource_spans 1 (resource 1, scope_spans 2 (spans 2)).
    private static IEnumerable<OtlpSpan> ReadSpans(WireMessage request) =>
        from resource in request.Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(
            service, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), [.. AttributesOf(span, 9), .. span.Messages(11).SelectMany(happened => AttributesOf(happened, 3))]);

    private static string ServiceOf(WireMessage resource) =>
        resource.Messages(1).SelectMany(found => AttributesOf(found, 1)).FirstOrDefault(attribute => attribute.Key == "service.name").Value ?? string.Empty;

    // KeyValue: key 1, value 2 (string 1, bool 2, int 3, double 4).
    private static IEnumerable<KeyValuePair<string, string>> AttributesOf(WireMessage message, int field) => message.Messages(field).Select(attribute =>
    {
        var value = attribute.Messages(2).First();
        return KeyValuePair.Create(
            attribute.Text(1),
            value.Has(1) ? value.Text(1)
            : value.Has(2) ? (value.Number(2) != 0 ? "true" : "false")
            : value.Has(3) ? value.Number(3).ToString(CultureInfo.InvariantCulture)
            : value.Double(4).ToString(CultureInfo.InvariantCulture));
    });
}
