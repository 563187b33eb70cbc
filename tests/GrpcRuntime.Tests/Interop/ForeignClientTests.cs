using System.Text.Json;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace GrpcRuntime.Tests.Interop;

/// <summary>Our server as others see it.</summary>
public sealed class ForeignClientTests
{
    [Test]
    public async Task GrpcJs_CallsOurServer_SeesWhatTheProtocolSays()
    {
        var client = ForeignProgram.GrpcJs("grpcjs-client.mjs");
        await using var server = await StartAsync();

        var seen = await ForeignProgram.SeenByAsync(client, server);

        using (Assert.EnterMultipleScope())
        {
            AssertThat(seen, "unary", """{"code":0,"text":"größer ✓"}""");
            AssertThat(seen, "metadata", """{"text":"a b ~","bytes":"0001feff","trailer":"ff00"}""");
            AssertThat(seen, "failure", """{"code":9,"details":"100 % größer\n✓","reason":"0001ff"}""");
            AssertThat(seen, "thrown", """{"code":2,"details":"Exception was thrown by handler."}""");
            AssertThat(seen, "deadline", """{"code":4}""");
            AssertThat(seen, "gzip", """{"code":0,"length":5000}""");
            AssertThat(seen, "large", """{"code":0,"length":3900000}""");
            AssertThat(seen, "tooLarge", """{"code":8}""");
            AssertThat(seen, "concurrent", "true");
            AssertThat(seen, "stream", """{"code":0,"received":50,"ordered":true}""");
            AssertThat(seen, "brokenStream", """{"code":15,"details":"half","received":3}""");
            AssertThat(seen, "cancelledStream", """{"code":1}""");
            AssertThat(seen, "unimplemented", """{"code":12}""");
            AssertThat(seen, "health", """{"code":0,"status":"SERVING"}""");
        }

        await server.Journal.FirstCancelled.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Test]
    public async Task Python_CallsOurServer_SeesWhatTheProtocolSays()
    {
        var client = await ForeignProgram.PythonAsync("python_client.py");
        await using var server = await StartAsync();

        var seen = await ForeignProgram.SeenByAsync(client, server);

        using (Assert.EnterMultipleScope())
        {
            AssertThat(seen, "unary", """{"code":0,"text":"größer ✓","length":0}""");
            Assert.That(seen.GetProperty("headers").GetProperty("x-text").GetString(), Is.EqualTo("a b ~"));
            Assert.That(seen.GetProperty("headers").GetProperty("x-bytes-bin").GetString(), Is.EqualTo("0001feff"));
            Assert.That(seen.GetProperty("trailers").GetProperty("t-bytes-bin").GetString(), Is.EqualTo("ff00"));
            AssertThat(seen, "failure", """{"code":9,"details":"100 % größer\n✓","reason":"0001ff"}""");
            AssertThat(seen, "thrown", """{"code":2,"details":"Exception was thrown by handler."}""");
            Assert.That(seen.GetProperty("deadline").GetProperty("code").GetInt32(), Is.EqualTo(4));
            Assert.That(seen.GetProperty("gzip").GetProperty("code").GetInt32(), Is.Zero);
            Assert.That(seen.GetProperty("deflate").GetProperty("code").GetInt32(), Is.EqualTo(12));
            AssertThat(seen, "large", """{"code":0,"text":"","length":3900000}""");
            Assert.That(seen.GetProperty("tooLarge").GetProperty("code").GetInt32(), Is.EqualTo(8));
            AssertThat(seen, "stream", """{"code":0,"received":50,"ordered":true}""");
            AssertThat(seen, "brokenStream", """{"code":15,"details":"half","received":3}""");
            Assert.That(seen.GetProperty("cancelledStream").GetProperty("code").GetInt32(), Is.EqualTo(1));
            Assert.That(seen.GetProperty("unimplemented").GetProperty("code").GetInt32(), Is.EqualTo(12));
            AssertThat(seen, "collect", """{"code":12}""");
            AssertThat(seen, "concurrent", "true");
            AssertThat(seen, "health", "1");
        }

        await server.Journal.FirstCancelled.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Test]
    public async Task BufCurl_CallsOurServer_SeesWhatTheProtocolSays()
    {
        var buf = ForeignProgram.Buf();
        await using var server = await StartAsync();

        var unary = await CurlAsync(buf, server, "Say", """{"text":"größer ✓","payload":"AAH/"}""");
        var stream = await CurlAsync(buf, server, "Repeat", """{"text":"again","count":3}""");
        var failure = await CurlAsync(buf, server, "Say", """{"status":9,"status_message":"100 % größer"}""");
        var unimplemented = await CurlAsync(buf, server, "Collect", """{"text":"a"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Compact(unary.Output), Is.EqualTo("""{"text":"größer ✓","payload":"AAH/"}"""), unary.Errors);
            Assert.That(
                Compact(stream.Output),
                Is.EqualTo("""{"text":"again"}{"text":"again","index":1}{"text":"again","index":2}"""),
                stream.Errors);
            Assert.That(failure.ExitCode, Is.Not.Zero);
            Assert.That(failure.Errors, Does.Contain("failed_precondition").And.Contain("100 % größer"));
            Assert.That(unimplemented.Errors, Does.Contain("unimplemented"));
        }
    }

    private static Task<(int ExitCode, string Output, string Errors)> CurlAsync(string buf, EchoServer server, string method, string request) =>
        ForeignProgram.RunAsync(
            buf,
            "curl",
            "--protocol",
            "grpc",
            "--http2-prior-knowledge",
            "--schema",
            Path.Combine(ForeignProgram.Folder, "echo.proto"),
            "--data",
            request,
            $"{server.Address}/promotion.testing.v1.Echo/{method}");

    private static Task<EchoServer> StartAsync()
    {
        var health = new HealthServiceImpl();
        health.SetStatus(string.Empty, ServingStatus.Serving);
        return EchoServer.StartAsync(services: services => services.AddSingleton(health), app: app => app.MapGrpcService<HealthServiceImpl>());
    }

    // buf prints a message over several lines, with spaces that differ from one version to the next.
    private static string Compact(string output)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(output), new JsonReaderOptions { AllowMultipleValues = true });
        var compact = string.Empty;
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            compact += JsonSerializer.Serialize(document.RootElement, Readable);
        }

        return compact;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void AssertThat(JsonElement seen, string name, string expected)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.That(
            JsonElement.DeepEquals(seen.GetProperty(name), document.RootElement),
            Is.True,
            () => $"{name}: expected {expected}, seen {seen.GetProperty(name)}");
    }
}
