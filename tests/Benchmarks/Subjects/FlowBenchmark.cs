using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;
using Contract.Actions;
using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector;
using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.FlowConnector.Values;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromotionService.V1;

namespace Benchmarks.Subjects;

/// <summary>Flow's values to a request and a response to Flow's values, for a large promotion; and the metadata while nothing behind the host answers.</summary>
internal sealed class FlowBenchmark : IBenchmark
{
    private const int Components = 1_000;
    private const double ConversionBound = 20;
    private const double MetadataBound = 50;
    private const int MetadataCalls = 300;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    /// <inheritdoc/>
    public string Name => "flow";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        MeasureConversion(table);
        await MeasureMetadataAsync(table, cancellationToken);
    }

    private void MeasureConversion(FigureTable table)
    {
        var catalogue = new FlowCatalogue(ActionCatalogue.Load(), Options.Create(new FlowOptions()));
        var action = catalogue.Find("executePromotion")!;
        var body = Request();
        var response = Response();
        var length = 0;
        var both = Times.Compare(Duration, () => ReadRequest(action, body), () => length = ServiceResponse.Forward("token", "tenant", action, response, cameWrapped: false).Length);
        table.Add(new Figure(Name, $"request of {Components} components, {body.Length / 1024} KiB: median", both[0] / 1000, Bound: null, "ms"));
        table.Add(new Figure(Name, $"answer of {Components} components, {length / 1024} KiB: median", both[1] / 1000, Bound: null, "ms"));
        table.Add(new Figure(Name, "both together: sum of the medians", (both[0] + both[1]) / 1000, ConversionBound, "ms"));
    }

    private async Task MeasureMetadataAsync(FigureTable table, CancellationToken cancellationToken)
    {
        await using var app = FlowServiceHostApp.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(
            [
                new("urls", "http://127.0.0.1:0"),
                new("Engine:Address", "http://127.0.0.1:1"),
                new("Engine:SharedKey", Contract.Calls.SharedKey.Generate()),
                new("Identity:Connectors:0:Name", "flow"),
                new("Identity:Connectors:0:User", "flow"),
                new("Identity:Connectors:0:TokenHashes:0", TokenHash.OfRandomToken("a-long-random-token")),
            ]);
        });
        await app.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await UseOnceElsewhereAsync(http, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("flow:a-long-random-token"u8));
        var taken = new List<double>();
        for (var call = 0; call < MetadataCalls; call++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            using var content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/fs/PromotionService/metadata", content, cancellationToken);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            taken.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        table.Add(new Figure(Name, "metadata, engine unreachable, first call after the start", taken[0], MetadataBound, "ms"));
        table.Add(new Figure(Name, "metadata, engine unreachable: p99", Times.Percentile(taken.Skip(1), 0.99), MetadataBound, "ms"));
        table.Add(new Figure(Name, "metadata, engine unreachable: p50", Times.Percentile(taken.Skip(1), 0.5), Bound: null, "ms"));
    }

    // What the client itself pays for its first call is not the host's: it makes that one to a socket that answers by rote.
    private static async Task UseOnceElsewhereAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                await using var stream = client.GetStream();
                if (await stream.ReadAsync(new byte[4096], cancellationToken) > 0)
                {
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(), cancellationToken);
                }
            },
            cancellationToken);
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://{listener.LocalEndpoint}/"), content, cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        await answering;
    }

    private static void ReadRequest(FlowAction action, byte[] body)
    {
        var (json, _) = FlowBody.Parse(body);
        using (json)
        {
            var (request, why) = ServiceRequest.Read(json!.RootElement);
            var problems = new FieldProblems();
            using var plain = JsonDocument.Parse(new InputConverter(problems).Convert(action, request!.Inputs));
            var message = (ExecutePromotionRequest)new RequestReader(problems, _ => false).Read(action.Action.Request, plain.RootElement);
            if (problems.Any || message.Components.Count != Components)
            {
                throw new InvalidOperationException($"The request was not read whole: {why} {problems}");
            }
        }
    }

    private static byte[] Request()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("token", "51846b52-e9eb-4e6c-9f27-e2f6dc0213ba");
            writer.WriteString("tenantId", "67204d5c-6022-474d-8f80-0d576b43d02d");
            writer.WriteStartArray("inputs");
            Simple(writer, "valueElementId", "devAccountId", "acmedev-EF34GH");
            writer.WriteStartObject();
            writer.WriteString("developerName", "components");
            writer.WriteNull("contentValue");
            writer.WriteString("contentType", "ContentList");
            writer.WriteStartArray("objectData");
            for (var index = 0; index < Components; index++)
            {
                writer.WriteStartObject();
                writer.WriteString("internalId", $"3b27aa58-5b42-44f9-97f0-{index:D12}");
                writer.WriteString("externalId", $"3b27aa58-5b42-44f9-97f0-{index:D12}");
                writer.WriteString("developerName", "executePromotion REQUEST - components");
                writer.WriteString("typeElementId", "01932417-1e86-46e9-a2ef-c8260c8df65b");
                writer.WriteNumber("order", index);
                writer.WriteBoolean("isSelected", value: false);
                writer.WriteStartArray("properties");
                Simple(writer, "typeElementPropertyId", "componentId", $"0f2a6f3e-1111-4c6e-9d5b-{index:D12}");
                Simple(writer, "typeElementPropertyId", "componentName", $"Component number {index}");
                Simple(writer, "typeElementPropertyId", "componentType", "process");
                Simple(writer, "typeElementPropertyId", "folderFullPath", "/Acme/Orders/Maps");
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Simple(Utf8JsonWriter writer, string idName, string name, string content)
    {
        writer.WriteStartObject();
        writer.WriteString(idName, "8d5cb3f5-467d-4323-afb0-566f36e90040");
        writer.WriteString("developerName", name);
        writer.WriteString("contentValue", content);
        writer.WriteString("contentType", "ContentString");
        writer.WriteNull("objectData");
        writer.WriteEndObject();
    }

    private static ExecutePromotionResponse Response() => new()
    {
        Success = true,
        PromotionId = "5d1f1f5e-6d3a-4b53-8d3f-6d1a1b9f0001",
        PromotionResults =
        {
            Enumerable.Range(0, Components).Select(index => new PromotionResult
            {
                DevComponentId = $"0f2a6f3e-1111-4c6e-9d5b-{index:D12}",
                ProdComponentId = $"7c9f2d10-2222-4c6e-9d5b-{index:D12}",
                ComponentName = $"Component number {index}",
                ComponentType = "process",
                Action = "created",
                Version = 1,
                StrippedElements = "password",
                ReferencesRewritten = 3,
            }),
        },
    };
}
