using System.Net;
using Contract.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contract.Tests.Calls;

/// <summary>The signing client against the verifying server, over a real HTTP/2 connection.</summary>
public sealed class SignedCallsTests : IAsyncDisposable
{
    private const string Path = "/promotion.v1.Accounts/GetDevAccounts";

    private static readonly CallerIdentity Alice = new() { Kind = CallerKind.User, Subject = "a", Email = "alice@example.com" };

    private readonly string _key = SharedKey.Generate();
    private WebApplication? _app;
    private HttpClient? _client;

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Test]
    public async Task Call_Signed_ReachesTheServiceWithItsBodyAndCaller()
    {
        await StartAsync();

        using var response = await SendAsync(Path, [0, 0, 0, 0, 2, 8, 1]);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("7 bytes from alice@example.com"));
        Assert.That(response.Headers.Contains("grpc-status"), Is.False);
    }

    [Test]
    public async Task Call_SignedWithAnotherKey_IsUnauthenticated()
    {
        await StartAsync(clientKey: SharedKey.Generate());

        await AssertRefusedAsync(await SendAsync(Path, [1]), "16", "Engine:SharedKey");
    }

    [TestCase(61)]
    [TestCase(-61)]
    public async Task Call_SignedByAClockTooFarOff_IsToldThatClocksDiffer(int seconds)
    {
        await StartAsync(clientClock: new OffsetClock(TimeSpan.FromSeconds(seconds)));

        await AssertRefusedAsync(await SendAsync(Path, [1]), "16", "more than 60 s from the engine's clock");
    }

    [TestCase(50)]
    [TestCase(-50)]
    public async Task Call_SignedByAClockALittleOff_IsTaken(int seconds)
    {
        await StartAsync(clientClock: new OffsetClock(TimeSpan.FromSeconds(seconds)));

        using var response = await SendAsync(Path, [1]);

        Assert.That(response.Headers.Contains("grpc-status"), Is.False);
    }

    [Test]
    public async Task Call_WithoutSignature_IsUnauthenticated()
    {
        await StartAsync();
        using var plain = new HttpClient { BaseAddress = _client!.BaseAddress };

        await AssertRefusedAsync(await SendAsync(Path, [1], plain), "16");
    }

    [Test]
    public async Task Call_SignedWithoutCaller_IsUnauthenticated()
    {
        await StartAsync();

        await AssertRefusedAsync(await SendAsync(Path, [1], caller: null), "16");
    }

    [Test]
    public async Task Call_LargerThanTheLimit_IsResourceExhausted()
    {
        await StartAsync();

        await AssertRefusedAsync(await SendAsync(Path, new byte[1025]), "8");
    }

    [Test]
    public async Task Call_OfTheHealthService_NeedsNoSignature()
    {
        await StartAsync();
        using var plain = new HttpClient { BaseAddress = _client!.BaseAddress };

        using var response = await SendAsync("/grpc.health.v1.Health/Check", [1], plain);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("1 bytes from nobody"));
    }

    [Test]
    public void Keys_WithoutASharedKey_RefuseToStartAndSayWhatToDo()
    {
        var nothing = new ConfigurationBuilder().Build();
        var rubbish = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Engine:SharedKey", (string?)"rubbish")]).Build();

        Assert.That(() => SharedKeys.From(nothing), Throws.InvalidOperationException.With.Message.Contains("Engine:SharedKey is not set"));
        Assert.That(() => SharedKeys.From(rubbish), Throws.InvalidOperationException.With.Message.Contains("at least 32 random bytes"));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string status, string words = "")
    {
        using (response)
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/grpc"));
            Assert.That(response.Headers.GetValues("grpc-status"), Is.EqualTo(new[] { status }));
            Assert.That(Uri.UnescapeDataString(response.Headers.GetValues("grpc-message").Single()), Does.Contain(words));
            Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
        }
    }

    private async Task StartAsync(string? clientKey = null, TimeProvider? clientClock = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Engine:SharedKey", (string?)_key)]).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSignedCalls(SharedKeys.From(settings)).Configure<SignedCallsOptions>(options => options.MaxBodyBytes = 1024);
        _app = builder.Build();
        _app.UseSignedCalls();
        _app.MapPost("/{service}/{method}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.BodyReader.CopyToAsync(body, context.RequestAborted);
            await context.Response.WriteAsync($"{body.Length} bytes from {context.Caller()?.Email ?? "nobody"}", context.RequestAborted);
        });
        await _app.StartAsync();
        _client = new HttpClient(new SigningHandler(SharedKey.Parse(clientKey ?? _key), clientClock ?? TimeProvider.System, new SocketsHttpHandler()))
        {
            BaseAddress = new Uri(_app.Urls.Single()),
        };
    }

    private Task<HttpResponseMessage> SendAsync(string path, byte[] body, HttpClient? client = null) => SendAsync(path, body, Alice, client);

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, CallerIdentity? caller, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        if (caller is not null)
        {
            request.Headers.TryAddWithoutValidation(CallerIdentity.MetadataKey, Convert.ToBase64String(caller.Encode()));
        }

        return await (client ?? _client!).SendAsync(request);
    }

    private sealed class OffsetClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
