using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using Sandbox;

namespace EndToEnd.Tests.Security;

/// <summary>
/// Secrets are planted where real ones are: in every place of component documents, in the connector's, the platform's and the repository's tokens, in a person's token.
/// The main paths and the failing ones are walked; then every answer with its headers, every log line at the finest level, every trace, every audit entry and everything
/// in the store is searched for them, unpacked where it is packed.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed partial class CanaryTests
{
    private const string Guess = "canary-guess-of-a-password";

    private readonly RememberedLog _log = new();
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly List<string> _secrets = [];
    private ActivityListener _listener = null!;
    private RunningSandbox _sandbox = null!;
    private JsonNode _info = null!;
    private HttpClient _http = null!;
    private string _store = string.Empty;
    private string _audit = string.Empty;

    [OneTimeSetUp]
    public async Task WalkAsync()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(_listener);
        var file = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():n}.json");
        _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = file, Log = _log }, CancellationToken.None);
        _info = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        _http = new HttpClient { BaseAddress = new Uri(_sandbox.HostAddress) };
        _secrets.AddRange(_sandbox.World.Secrets.Select(secret => secret.Value));
        foreach (var part in new[] { "basic", "platform", "datahub" })
        {
            var (user, token) = ((string)_info[part]!["user"]!, (string)_info[part]!["token"]!);
            _secrets.Add(token);
            _secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
        }

        _secrets.AddRange(_info["personas"]!.AsObject().Select(persona => ((string)persona.Value!["token"]!).Split('.')[2]));
        _secrets.Add(Guess);
        await MainPathAsync();
        await FailingPathsAsync();
        _store = ((InMemoryStateStore)_sandbox.EngineServices.GetRequiredService<IStateStore>()).Snapshot();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _listener.Dispose();
        _http.Dispose();
        await _sandbox.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public void Walk_DidWhatItShouldHave()
    {
        Assert.That(_sandbox.World.Secrets, Has.Count.GreaterThan(20));
        Assert.That(_answers, Has.Count.GreaterThan(40));
        Assert.That(_log.Lines, Has.Count.GreaterThan(200));
        Assert.That(_traces, Is.Not.Empty);
        Assert.That(_audit, Does.Contain("executePromotion").And.Contain("withdrawPromotion"));
        Assert.That(_store, Does.Contain("WITHDRAWN"));
    }

    [Test]
    public void Answers_WithTheirHeaders_HoldNoSecret() => AssertClean(_answers);

    [Test]
    public void Log_AtTheFinestLevel_HoldsNoSecret() => AssertClean(_log.Lines);

    [Test]
    public void Traces_HoldNoSecret() => AssertClean(_traces);

    [Test]
    public void Audit_HoldsNoSecret() => AssertClean([_audit]);

    [Test]
    public void Store_AlsoUnpacked_HoldsNoSecret() => AssertClean([_store, .. Unpacked(_store)]);

    private async Task MainPathAsync()
    {
        var main = _sandbox.World.MainPackage;
        await CallAsync("alice", "getDevAccounts");
        await CallAsync("alice", "listDevPackages", ("devAccountId", main.AccountId));
        var tree = await CallAsync("alice", "resolveDependencies", ("devAccountId", main.AccountId), ("rootComponentId", main.RootComponentId));
        var components = new JsonArray([.. tree["dependencies"]!.AsArray().Select(row => (JsonNode)new JsonObject { ["componentId"] = (string)row!["componentId"]! })]);
        var run = new (string, JsonNode?)[] { ("devAccountId", main.AccountId), ("components", components), ("promotionMetadata", new JsonObject { ["devPackageId"] = main.PackageId }) };
        var promoted = await CallAsync("alice", "executePromotion", run);
        Assert.That((bool)promoted["success"]!, Is.True, (string)promoted["errorMessage"]!);
        var id = (string)promoted["promotionId"]!;
        await CallAsync("alice", "getPromotionProgress", ("promotionId", id));
        await CallAsync("alice", "queryStatus", ("promotionId", id));
        foreach (var result in promoted["promotionResults"]!.AsArray())
        {
            await CallAsync(
                "alice", "generateComponentDiff", ("promotionId", id), ("prodComponentId", (string)result!["prodComponentId"]!), ("componentName", (string)result["componentName"]!), ("componentAction", "CREATE"));
        }

        await CallAsync("carol", "manageMappings", ("action", "query"));
        await CallAsync("alice", "packageAndDeploy", ("promotionId", id), ("deploymentTarget", "TEST"), ("packageVersion", "1.0"));
        await CallAsync("alice", "submitForReview", ("promotionId", id));
        var again = await CallAsync("alice", "executePromotion", run);
        await CallAsync("alice", "withdrawPromotion", ("promotionId", (string)again["promotionId"]!));
        await CallAsync("carol", "manageAccess", ("action", "query"), ("kind", "DEV_ACCOUNT"));
        _audit = (await CallAsync("carol", "queryAudit", ("limit", 200))).ToJsonString();
    }

    private async Task FailingPathsAsync()
    {
        await SendAsync("getDevAccounts", "{}", Basic("flow", Guess));
        await SendAsync("getDevAccounts", "{}", Basic(Guess, (string)_info["basic"]!["token"]!));
        await SendAsync("getDevAccounts", "{}", new AuthenticationHeaderValue("Bearer", $"{(string)_info["personas"]!["alice"]!["token"]!}{Guess}"));
        await SendAsync("getDevAccounts", "{ broken", Basic((string)_info["basic"]!["user"]!, (string)_info["basic"]!["token"]!));
        _sandbox.Emulator!.Faults.Add(new BoomiEmulator.Faults.FaultRule { Name = "down", Every = 1, Effect = BoomiEmulator.Faults.FaultEffect.Status, Status = 401 });
        foreach (var action in Contract.Actions.ActionCatalogue.Load().Actions)
        {
            await CallAsync("carol", action.Name, [.. action.Request.Fields.Where(field => field.Caller == PromotionService.V1.FieldRules.Types.Caller.NotTheCaller && !field.IsList && field.Members is null).Select(field => (field.Name, (JsonNode?)(field.Words.Count > 0 ? field.Words[0] : "1")))]);
        }

        _sandbox.Emulator.Faults.Clear();
    }

    private async Task<JsonNode> CallAsync(string person, string action, params (string Name, JsonNode? Value)[] fields)
    {
        var body = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, field.Value?.DeepClone())));
        return await SendAsync(action, body.ToJsonString(), new AuthenticationHeaderValue("Bearer", (string)_info["personas"]![person]!["token"]!));
    }

    private async Task<JsonNode> SendAsync(string action, string body, AuthenticationHeaderValue credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/fs/PromotionService/{action}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = credentials;
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        _answers.Enqueue($"{action}: {response} {Regex.Unescape(text.Replace("\\/", "/", StringComparison.Ordinal))}");
        return JsonNode.Parse(text)!;
    }

    private static AuthenticationHeaderValue Basic(string user, string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));

    private void AssertClean(IEnumerable<string> texts)
    {
        var leaks = texts.SelectMany(text => _secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{secret} in {Around(text, secret)}")).Take(5).ToList();

        Assert.That(leaks, Is.Empty);
    }

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        return text[Math.Max(0, at - 150)..Math.Min(text.Length, at + secret.Length + 50)];
    }

    // What is kept compressed is Brotli in Base64.
    private static IEnumerable<string> Unpacked(string store)
    {
        foreach (Match match in Packed().Matches(store))
        {
            var text = Unpack(match.Value);
            if (text.Length > 0)
            {
                yield return text;
            }
        }
    }

    private static string Unpack(string base64)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
            using var reader = new StreamReader(brotli, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            return string.Empty;
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/]{60,}={0,2}", RegexOptions.None, 5000)]
    private static partial Regex Packed();
}
