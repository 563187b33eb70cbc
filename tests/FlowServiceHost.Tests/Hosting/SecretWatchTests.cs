using System.Diagnostics;
using System.Text;
using FlowServiceHost.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework.Interfaces;
using PromotionService.V1;
using Testing.Secrets;

namespace FlowServiceHost.Tests.Hosting;

/// <summary>What looks for planted secrets in every test run finds them: as they are, in Base64, cut in two, in logs, answers, spans and in Redis.</summary>
public sealed class SecretWatchTests
{
    private const string Secret = "canary-made-up-for-this-test";

    [Test]
    public void Look_AtAPlantedSecret_FindsItAsItIsAndInBase64AtEveryOffset()
    {
        var watch = new SecretWatch();

        watch.Look("plain", $"password={Secret};");
        foreach (var before in new[] { "", "u", "us", "user:" })
        {
            watch.Look("basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Secret}:x")));
        }

        watch.Look("clean", "a canary, a password, c2FmZQ==");
        Assert.That(watch.Take().Select(finding => finding.Split(':')[0]), Is.EqualTo(new[] { "plain", "basic", "basic", "basic", "basic" }));
    }

    [Test]
    public void Require_AfterAFinding_FailsTheTestOnce()
    {
        var watch = new SecretWatch();
        watch.Look("log", Secret);

        Assert.That(() => NoSecretsAttribute.Require(watch), Throws.TypeOf<AssertionException>().With.Message.Contains("log: …canary-made-up"));
        Assert.That(() => NoSecretsAttribute.Require(watch), Throws.Nothing);
    }

    [Test]
    public void EveryTestProject_LooksForSecretsAfterEachTest() =>
        Assert.That(typeof(SecretWatchTests).Assembly.GetCustomAttributes(typeof(NoSecretsAttribute), inherit: false).Cast<ITestAction>().Single().Targets, Is.EqualTo(ActionTargets.Test));

    [Test]
    public async Task Host_ThatLogsOrAnswersASecret_IsCaught()
    {
        var watch = new SecretWatch();
        var engine = new ScriptedEngine { Answer = (_, empty) => new GetDevAccountsResponse((GetDevAccountsResponse)empty) { EffectiveTier = Secret } };
        await using var host = await HostUnderTest.StartAsync(engine: engine, watch: watch);

        await host.PostAsync("getDevAccounts", """{"userSsoGroups":["G"],"userEmail":"a@b.c"}""");
        var answered = watch.Take();
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("FlowServiceHost.Test").LogDebug(new InvalidOperationException(Secret), "Something {Went}", "wrong");
        var logged = watch.Take();

        Assert.That(answered, Has.Count.EqualTo(1).And.All.StartWith("answer to "));
        Assert.That(logged, Has.Count.EqualTo(1).And.All.StartWith("log of FlowServiceHost.Test"));
    }

    [Test]
    public async Task Answer_WithASecretCutInTwo_IsCaught()
    {
        var watch = new SecretWatch();
        using var client = new HttpClient(new WatchedAnswers(new TwoPieces(), watch));

        await client.GetStringAsync(new Uri("http://localhost/x"));

        Assert.That(watch.Findings, Has.Count.EqualTo(1));
    }

    [Test]
    public void Span_WithASecretInATag_IsCaught()
    {
        var watch = new SecretWatch();
        using var traces = new WatchedTraces(["SecretWatchTests"], watch);
        using var source = new ActivitySource("SecretWatchTests");

        source.StartActivity("work")!.SetTag("password", Secret).Dispose();

        Assert.That(watch.Findings, Has.Count.EqualTo(1));
    }

    [Test]
    public void Lines_OfAProgramWithASecret_AreCaught()
    {
        var watch = new SecretWatch();
        var output = new WatchedOutput("promo", watch);

        output.Look("nothing");
        output.Look(null);
        output.Look($"error: {Secret}");

        Assert.That(watch.Findings.Single(), Does.StartWith("output of promo").And.Contains("error:"));
    }

    private sealed class TwoPieces : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Pieces(["{\"a\":\"can"u8.ToArray(), "ary-\"}"u8.ToArray()])) });
    }

    private sealed class Pieces(IReadOnlyList<byte[]> pieces) : MemoryStream
    {
        private int _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_next == pieces.Count)
            {
                return 0;
            }

            pieces[_next].CopyTo(buffer, offset);
            return pieces[_next++].Length;
        }

        public override int Read(Span<byte> buffer)
        {
            var piece = _next == pieces.Count ? [] : pieces[_next++];
            piece.CopyTo(buffer);
            return piece.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
