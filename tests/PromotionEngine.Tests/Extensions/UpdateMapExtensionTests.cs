using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Testing.Secrets;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Map extensions with the feature switched on.</summary>
[TestFixture]
public sealed class UpdateMapExtensionTests
{
    private static readonly (string, string) On = ("Features:MapExtensionEditing", "true");

    [Test]
    public async Task UpdateMapExtension_PartOfIt_LeavesEverythingElse()
    {
        await using var engine = await RunningEngine.StartAsync(On);
        var map = MapOf(engine);
        await UpdateAsync(engine, "carol", map.Id, """{"Map":{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"b"},{"fromXPath":"c","toXPath":"d"}]},"ExtendedFunctions":{"Function":[{"id":"FUNCEXT--1","type":"Count"}]},"later":7}}""");

        var answer = await UpdateAsync(engine, "alice", map.Id, """{"Map":{"ExtendedMappings":{"Mapping":{"fromXPath":"x","toXPath":"b"}}}}""");

        Assert.That((answer.Success, answer.ErrorMessage, answer.MapExtensionId, answer.MapName), Is.EqualTo((true, string.Empty, map.Id, map.Map.Name)));
        var stored = JsonNode.Parse(MapOf(engine).Stored!)!;
        Assert.That(
            stored["ExtendedMappings"]!["Mapping"]!.AsArray().Select(row => ((string?)row!["fromXPath"], (string?)row["toXPath"])),
            Is.EqualTo(new[] { ("x", "b"), ("c", "d") }));
        Assert.That(stored["ExtendedFunctions"]!["Function"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((int)stored["later"]!, Is.EqualTo(7));
    }

    [TestCase("GROOVY2", "System.exit(0)", ErrorCodes.GroovySecurityViolation)]
    [TestCase("GROOVY", "output = (", ErrorCodes.GroovySyntaxError)]
    [TestCase("Javascript", "var = 1;", ErrorCodes.JavascriptSyntaxError)]
    [TestCase("Javascript", " ", ErrorCodes.ScriptEmpty)]
    [TestCase("COBOL", "x", ErrorCodes.InvalidLanguage)]
    public async Task UpdateMapExtension_ScriptThatDoesNotPass_WritesNothing(string language, string script, string code)
    {
        Scripts.SharedCheckers.RequireGroovy();
        await using var engine = await RunningEngine.StartAsync(On);
        var payload = new JsonObject
        {
            ["Map"] = new JsonObject
            {
                ["ExtendedFunctions"] = new JsonObject
                {
                    ["Function"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "FUNCEXT--1",
                        ["type"] = "CustomScripting",
                        ["Configuration"] = new JsonObject { ["Scripting"] = new JsonObject { ["language"] = language, ["Script"] = script } },
                    }),
                },
            },
        };

        var answer = await UpdateAsync(engine, "carol", MapOf(engine).Id, payload.ToJsonString());

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain("FUNCEXT--1"));
        Assert.That(MapOf(engine).Stored, Is.Null);
    }

    [Test]
    public async Task UpdateMapExtension_KeepsWhatWasThere_WithoutTheCredentialsOfBrowsing()
    {
        await using var engine = await RunningEngine.StartAsync(On);
        var (client, map) = (engine.North(), MapOf(engine));
        var production = MapOf(engine, client.AccountId, client.Production.EnvironmentId);
        const string Credentials = "\"BrowseSettings\":{\"DestinationBrowse\":{\"sessionId\":\"geheim-4712\",\"BrowseFields\":[{\"name\":\"password\",\"value\":\"geheim-4713\"}]}}";
        foreach (var id in new[] { map.Id, production.Id })
        {
            engine.Boomi.World.UpdateMapExtension(client.AccountId, id, (JsonObject)JsonNode.Parse($"{{\"Map\":{{{Credentials}}}}}")!);
        }

        var update = await UpdateAsync(engine, "carol", map.Id, """{"Map":{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"b"}]}}}""");
        var copy = await engine.CopyAsync("carol", client);
        var images = (await engine.GetExtensionsAsync("carol", client, client.Test.EnvironmentId)).BeforeImages
            .Concat((await engine.GetExtensionsAsync("carol", client, client.Production.EnvironmentId)).BeforeImages).ToList();

        Assert.That((update.ErrorMessage, copy.ErrorMessage, copy.MapExtensionsCopied), Is.EqualTo((string.Empty, string.Empty, 1)));
        Assert.That(images.Count(image => image.ExtensionData.Contains("EnvironmentMapExtension", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(string.Concat(images), Does.Not.Contain("geheim-"));
        Assert.That(new[] { MapOf(engine).Stored, MapOf(engine, client.AccountId, client.Production.EnvironmentId).Stored }, Is.All.Contains("geheim-4713"), "what is kept goes without them; the environments do not");
    }

    // The word is one that is watched for in every log, trace, answer and store.
    [Test]
    public async Task UpdateMapExtension_RefusedInTheWordsOfItsValues_RepeatsNone()
    {
        await using var engine = await RunningEngine.StartAsync(On);
        var secret = SecretWatch.Word + "of-a-map";
        engine.Boomi.Faults.Add(new FaultRule { Operation = "EnvironmentMapExtension.update", Status = 400, Effect = FaultEffect.Status, Body = $"<Error><message>Node a: '{secret}' is not a default.</message></Error>", ContentType = "application/xml" });

        var refused = await UpdateAsync(engine, "carol", MapOf(engine).Id, new JsonObject
        {
            ["Map"] = new JsonObject { ["ExtendedMappings"] = new JsonObject { ["Mapping"] = new JsonArray(new JsonObject { ["fromXPath"] = "a", ["toXPath"] = "b", ["later"] = secret }) } },
        }.ToJsonString());

        Assert.That((refused.ErrorCode, refused.ErrorMessage), Is.EqualTo((ErrorCodes.InvalidRequest, "Boomi refused the change; nothing was changed: Node a: '******' is not a default.")));
    }

    [TestCase("""{"Map":{"ExtendedFunctions":[{"Function":[{"id":"F","Configuration":{"Scripting":{"language":"GROOVY","Script":"System.exit(0)"}}}]}]}}""")]
    [TestCase("""{"Map":{"ExtendedMappings":[]}}""")]
    public async Task UpdateMapExtension_OfAnotherForm_IsInvalidRequest_AndNothingIsWritten(string payload)
    {
        await using var engine = await RunningEngine.StartAsync(On);

        var answer = await UpdateAsync(engine, "carol", MapOf(engine).Id, payload);

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.InvalidRequest)), answer.ErrorMessage);
        Assert.That(answer.ErrorMessage, Does.Contain("Map.Extended"));
        Assert.That(MapOf(engine).Stored, Is.Null);
    }

    [Test]
    public async Task UpdateMapExtension_WhoMayNot_IsRefused()
    {
        var seeded = await SeededBoomi.GetAsync();
        var foreign = await SeededBoomi.MakeAsync(seeded.Seed with { ExtensionAccess = [.. seeded.Seed.ExtensionAccess.Select(access => access with { SsoGroups = ["ABC_BOOMI_FLOW_DEVTEAMB"] })] });
        await using var engine = await RunningEngine.StartAsync(foreign, On);
        var map = MapOf(engine);
        const string Payload = """{"Map":{"ExtendedMappings":{"Mapping":[]}}}""";

        var contributor = await UpdateAsync(engine, "alice", map.Id, Payload);
        var reader = await UpdateAsync(engine, "rita", map.Id, Payload);
        var elsewhere = await UpdateAsync(engine, "carol", MapOf(engine, engine.South().AccountId, engine.South().Test.EnvironmentId).Id, Payload);
        var nowhere = await UpdateAsync(engine, "carol", "x", Payload);
        var otherMap = await UpdateAsync(engine, "carol", map.Id, """{"mapId":"x","Map":{}}""");
        var noMap = await UpdateAsync(engine, "carol", map.Id, "{}");
        var nothing = await engine.Extensions.UpdateMapExtensionAsync(new UpdateMapExtensionRequest(), engine.By("carol"));

        Assert.That(
            new[] { contributor, reader, elsewhere, nowhere, otherMap, noMap, nothing }.Select(answer => answer.ErrorCode),
            Is.EqualTo(new[]
            {
                ErrorCodes.UnauthorizedExtensionEdit, ErrorCodes.InsufficientTier, ErrorCodes.ExtensionNotFound, ErrorCodes.ExtensionNotFound, ErrorCodes.InvalidRequest, ErrorCodes.InvalidRequest, ErrorCodes.InvalidRequest,
            }));
        Assert.That(nothing.ErrorMessage, Does.Contain("clientAccountId, environmentId, mapExtensionId, mapExtensionPayload"));
    }

    [Test]
    public async Task UpdateMapExtension_ManyAtOnce_AllTakeEffect()
    {
        await using var engine = await RunningEngine.StartAsync(On);
        var id = MapOf(engine).Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => UpdateAsync(engine, "carol", id, $$$$"""{"Map":{"ExtendedMappings":{"Mapping":[{"fromXPath":"a","toXPath":"to{{{{number}}}}"}]}}}""")));

        Assert.That(answers.Select(answer => answer.ErrorMessage), Is.All.Empty);
        Assert.That(JsonNode.Parse(MapOf(engine).Stored!)!["ExtendedMappings"]!["Mapping"]!.AsArray(), Has.Count.EqualTo(6), "one that was read before another was written would undo it");
    }

    private static async Task<UpdateMapExtensionResponse> UpdateAsync(RunningEngine engine, string by, string id, string payload) =>
        await engine.Extensions.UpdateMapExtensionAsync(
            new UpdateMapExtensionRequest { ClientAccountId = engine.North().AccountId, EnvironmentId = engine.North().Test.EnvironmentId, MapExtensionId = id, MapExtensionPayload = payload }, engine.By(by));

    private static MapExtensionView MapOf(RunningEngine engine, string? account = null, string? environment = null) =>
        engine.Boomi.World.MapExtensions(account ?? engine.North().AccountId, environment ?? engine.North().Test.EnvironmentId).First(view => view.Set.GroupId.Length == 0);
}
