using System.Net;
using System.Net.Http.Headers;
using BoomiEmulator;
using Contract.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using PromotionEngine.Hosting;

namespace PromotionEngine.Tests.Engine;

/// <summary>Who reaches the engine's port without a key can neither hold it up nor have it unpack anything.</summary>
public sealed class SlowCallTests
{
    private const string Call = "/promotion.v1.Accounts/GetDevAccounts";

    // Takes as long as the grace and a tick of the server's clock, about two seconds.
    [Test]
    public async Task Body_ThatNeverComes_IsCutAfterItsGrace()
    {
        await using var engine = await StartAsync(("Engine:BodyGrace", "00:00:01.1"), ("Engine:MinBodyBytesPerSecond", "100000"));
        using var client = new HttpClient();
        var sent = new TaskCompletionSource();
        using var request = RequestTo(engine, new Stalled(sent.Task));
        request.Headers.Add(CallMetadata.Signature, "t=1,n=AAAAAAAAAAAAAAAAAAAAAA,v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        Assert.That(async () => await client.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(60)), Throws.InstanceOf<HttpRequestException>());
        sent.SetResult();
    }

    [Test]
    public async Task Body_OfACallWithoutSignature_IsNotWaitedFor()
    {
        await using var engine = await StartAsync();
        using var client = new HttpClient();
        var sent = new TaskCompletionSource();
        using var request = RequestTo(engine, new Stalled(sent.Task));

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.That(answer.Headers.GetValues("grpc-status"), Is.EqualTo(new[] { "16" }));
        sent.SetResult();
    }

    [TestCase("0.0.0.0", "is not loopback, so calls would travel in cleartext")]
    [TestCase("::", "is not loopback, so calls would travel in cleartext")]
    [TestCase("engine.example", "must be an IP address")]
    public void Start_BeyondLoopbackWithoutTls_IsRefusedAndSaysTheWayOut(string address, string problem) =>
        Assert.That(() => StartAsync(("Engine:Address", address)), Throws.InvalidOperationException.With.Message.Contains(problem));

    [Test]
    public void Start_WithACertificateThatIsNone_IsRefused() =>
        Assert.That(
            () => StartAsync(("Engine:CertificateFile", "/nowhere/engine.pem"), ("Engine:CertificateKeyFile", "/nowhere/engine.key")),
            Throws.InvalidOperationException.With.Message.Contains("\"/nowhere/engine.pem\""));

    private static HttpRequestMessage RequestTo(WebApplication engine, HttpContent content) => new(HttpMethod.Post, new Uri(engine.Urls.First() + Call))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = content,
    };

    // The emulator is not needed: no call gets as far.
    private static async Task<WebApplication> StartAsync(params (string Name, string Value)[] settings)
    {
        var engine = await EngineApp.BuildAsync([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Engine:Port"] = "0",
                ["Engine:SharedKey"] = SharedKey.Generate(),
                ["State:FirstStart"] = "true",
                ["Scripts:StartEarly"] = "false",
                ["Boomi:Platform:BaseAddress"] = "http://127.0.0.1:9",
                ["Boomi:Platform:AccountId"] = "account",
                ["Boomi:Platform:User"] = EmulatorCredential.Default.User,
                ["Boomi:Platform:Token"] = EmulatorCredential.Default.Token,
                ["Boomi:DataHub:RepositoryAddress"] = "http://127.0.0.1:9",
                ["Boomi:DataHub:User"] = "user",
                ["Boomi:DataHub:Token"] = EmulatorCredential.Default.Token,
                ["Logging:LogLevel:Default"] = "None",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        });
        await engine.StartAsync();
        return engine;
    }

    /// <summary>Begins a body and does not go on with it until told.</summary>
    private sealed class Stalled : HttpContent
    {
        private readonly Task _until;

        public Stalled(Task until)
        {
            _until = until;
            Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[] { 0, 0, 0, 4, 0 });
            await stream.FlushAsync();
            await _until;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
