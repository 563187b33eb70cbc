using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BoomiEmulator.Extensions;
using BoomiEmulator.Seeding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sandbox;
using Testing;
using Testing.Secrets;

namespace EndToEnd.Tests.Security;

/// <summary>
/// Secrets are planted where real ones are: in every place of component documents, in the encrypted values of extensions, in the connector's, the platform's and the
/// repository's tokens, in the keys of the settings, in a person's token. The main paths and the failing ones are walked, over a real Redis; then every answer with its
/// headers, every log line at the finest level, every trace, every mail, every audit entry, and every name and value in Redis is searched for them, unpacked where it is
/// packed. What all other tests give away is looked at by <see cref="SecretWatch"/>.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class CanaryTests
{
    private const string Guess = "canary-guess-of-a-password";
    private const string NewPassphrase = "canary-new-passphrase-of-a-client";
    private const string NewPassword = "canary-new-password-of-a-client";
    private const string BrowsePassword = "canary-password-of-browsing-a-profile";

    private readonly RememberedLog _log = new();
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly List<string> _secrets = [];
    private ActivityListener _listener = null!;
    private RedisServer _redis = null!;
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
            ActivityStopped = activity => _traces.Enqueue(WatchedTraces.TextOf(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
        var file = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():n}.json");
        _redis = await RedisServer.StartAsync();
        _sandbox = await RunningSandbox.StartAsync(
            new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = file, Log = _log, Redis = _redis.ConnectionString }, CancellationToken.None);
        _info = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        _http = new HttpClient { BaseAddress = new Uri(_sandbox.HostAddress) };
        _secrets.AddRange(_sandbox.World.Secrets.Select(secret => secret.Value));
        _secrets.AddRange(_sandbox.World.ExtensionValues.Where(value => value.IsSecret).Select(value => value.Value));
        var settings = _sandbox.EngineServices.GetRequiredService<IConfiguration>();
        _secrets.AddRange([NewPassphrase, NewPassword, BrowsePassword, settings["Engine:SharedKey"]!, settings["Audit:Key"]!]);
        foreach (var part in new[] { "basic", "platform", "datahub" })
        {
            var (user, token) = ((string)_info[part]!["user"]!, (string)_info[part]!["token"]!);
            _secrets.Add(token);
            _secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
        }

        _secrets.AddRange(_info["personas"]!.AsObject().Select(persona => ((string)persona.Value!["token"]!).Split('.')[2]));
        _secrets.Add(Guess);
        await MainPathAsync();
        await ExtensionsAsync();
        await FailingPathsAsync();
        _audit = (await CallAsync("carol", "queryAudit", ("limit", 200))).ToJsonString();
        await MailsAsync();
        _store = await RedisContent.ReadAsync(_redis.Port, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _listener.Dispose();
        _http.Dispose();
        await _sandbox.DisposeAsync();
        await _redis.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public void Walk_DidWhatItShouldHave()
    {
        Assert.That(_sandbox.World.Secrets, Has.Count.GreaterThan(20));
        Assert.That(_answers, Has.Count.GreaterThan(40));
        Assert.That(_log.Lines, Has.Count.GreaterThan(200));
        Assert.That(_traces, Is.Not.Empty);
        Assert.That(_sandbox.CaughtMails.List(), Is.Not.Empty);
        Assert.That(_audit, Does.Contain("executePromotion").And.Contain("withdrawPromotion").And.Contain("updateExtensions").And.Contain("copyExtensionsTestToProd"));
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
    public void Mails_HoldNoSecret() => AssertClean(_sandbox.CaughtMails.List().Select(mail => $"{mail.Raw} {mail.Content}"));

    [Test]
    public void Redis_InNamesAndValuesAlsoUnpacked_HoldsNoSecret() => AssertClean([_store, .. PackedText.Inside(_store)]);

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
    }

    // New values are set beside the seeded ones, and wrong ones are refused: a refusal must not repeat them either.
    private async Task ExtensionsAsync()
    {
        var client = _sandbox.World.Clients[0];
        var (test, prod) = (client.Test.EnvironmentId, client.Production.EnvironmentId);
        var of = new (string, JsonNode?)[] { ("clientAccountId", client.AccountId), ("environmentId", test) };
        var secrets = _sandbox.World.ExtensionValues.Where(value => value.IsSecret && value.EnvironmentId == test).ToList();
        var property = secrets.First(value => value.Section == ExtensionSection.ProcessProperties);
        var field = secrets.First(value => value.Section == ExtensionSection.Connections);
        await CallAsync("alice", "listClientAccounts");
        await SucceedAsync("getExtensions", of);
        await SucceedAsync("updateExtensions", [.. of, ("extensionPayload", Property(property, NewPassphrase))]);
        await SucceedAsync("updateExtensions", [.. of, ("extensionPayload", Field(field, NewPassword))]);
        await CallAsync("alice", "updateExtensions", [.. of, ("extensionPayload", Field(field, NewPassword))]);
        await CallAsync("carol", "updateExtensions", [.. of, ("extensionPayload", Field(field, NewPassword)), ("imageHash", "stale")]);
        await CallAsync("carol", "updateExtensions", [.. of, ("extensionPayload", $"{{ \"{NewPassword}\": ")]);
        Map(client, test, """{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"b"}]}}""");
        Map(client, prod, "{}");
        await SucceedAsync("copyExtensionsTestToProd", ("clientAccountId", client.AccountId), ("testEnvironmentId", test), ("prodEnvironmentId", prod));
        await SucceedAsync("getExtensions", of);
        var kept = await CallAsync("carol", "getExtensions", ("clientAccountId", client.AccountId), ("environmentId", prod));
        Assert.That(kept["beforeImages"]!.AsArray().Select(image => (string)image!["extensionData"]!), Has.Some.Contains("EnvironmentMapExtension"), "the map extension was copied, too");
    }

    // What is extended of a map, beside the credentials with which its profile was read.
    private void Map(SeedClient client, string environment, string content)
    {
        var boomi = _sandbox.Emulator!.World;
        var view = boomi.MapExtensions(client.AccountId, environment).First(candidate => candidate.Set.GroupId.Length == 0);
        var map = (JsonObject)JsonNode.Parse(content)!;
        map["BrowseSettings"] = new JsonObject
        {
            ["DestinationBrowse"] = new JsonObject { ["sessionId"] = BrowsePassword, ["BrowseFields"] = new JsonArray(new JsonObject { ["name"] = "password", ["value"] = BrowsePassword }) },
        };
        boomi.UpdateMapExtension(client.AccountId, view.Id, new JsonObject { ["Map"] = map });
    }

    private async Task SucceedAsync(string action, params (string Name, JsonNode? Value)[] fields)
    {
        var answer = await CallAsync("carol", action, fields);
        Assert.That((bool)answer["success"]!, Is.True, $"{action}: {answer["errorMessage"]}");
    }

    private static string Property(SeedExtensionValue value, string text) => new JsonObject
    {
        ["processProperties"] = new JsonObject
        {
            ["ProcessProperty"] = new JsonArray(new JsonObject { ["id"] = value.ItemId, ["ProcessPropertyValue"] = new JsonArray(new JsonObject { ["key"] = value.FieldId, ["value"] = text }) }),
        },
    }.ToJsonString();

    private static string Field(SeedExtensionValue value, string text) => new JsonObject
    {
        ["connections"] = new JsonObject
        {
            ["connection"] = new JsonArray(new JsonObject { ["id"] = value.ItemId, ["field"] = new JsonArray(new JsonObject { ["id"] = value.FieldId, ["value"] = text }) }),
        },
    }.ToJsonString();

    // What was submitted for review above is told by mail, in the mails' own time.
    private async Task MailsAsync()
    {
        for (var wait = 0; wait < 600 && _sandbox.CaughtMails.List().Count == 0; wait++)
        {
            await Task.Delay(100);
        }
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
}
