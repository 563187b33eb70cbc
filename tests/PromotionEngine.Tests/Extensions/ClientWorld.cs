using System.Text.Json.Nodes;
using BoomiEmulator.Extensions;
using BoomiEmulator.Seeding;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Extensions;

/// <summary>The seeded client accounts: team A (alice) may use North, team B (bob, who is in both) South; carol is an admin.</summary>
internal static class ClientWorld
{
    public static SeedClient North(this RunningEngine engine) => engine.Seed.Clients[0];

    public static SeedClient South(this RunningEngine engine) => engine.Seed.Clients[1];

    /// <summary>The process property component of the seeded pack.</summary>
    public static string Settings(this RunningEngine engine) => engine.Seed.ExtensionValues.First(value => value.Section == ExtensionSection.ProcessProperties).ItemId;

    /// <summary>A connection of the seeded pack.</summary>
    public static string Connection(this RunningEngine engine) => engine.Seed.ExtensionValues.First(value => value.Section == ExtensionSection.Connections).ItemId;

    public static async Task<GetExtensionsResponse> GetExtensionsAsync(this RunningEngine engine, string by, SeedClient client, string environment) =>
        await engine.Extensions.GetExtensionsAsync(new GetExtensionsRequest { ClientAccountId = client.AccountId, EnvironmentId = environment }, engine.By(by));

    public static async Task<UpdateExtensionsResponse> UpdateExtensionsAsync(
        this RunningEngine engine, string by, string payload, SeedClient? client = null, string? environment = null, string imageHash = "") =>
        await engine.Extensions.UpdateExtensionsAsync(
            new UpdateExtensionsRequest
            {
                ClientAccountId = (client ?? engine.North()).AccountId,
                EnvironmentId = environment ?? (client ?? engine.North()).Test.EnvironmentId,
                ExtensionPayload = payload,
                ImageHash = imageHash,
            },
            engine.By(by));

    public static async Task<CopyExtensionsTestToProdResponse> CopyAsync(this RunningEngine engine, string by, SeedClient client) =>
        await engine.Extensions.CopyExtensionsTestToProdAsync(
            new CopyExtensionsTestToProdRequest
            {
                ClientAccountId = client.AccountId,
                TestEnvironmentId = client.Test.EnvironmentId,
                ProdEnvironmentId = client.Production.EnvironmentId,
            },
            engine.By(by));

    /// <summary>Everything that is stored in the account, secrets as the platform's hashes.</summary>
    public static Dictionary<ExtensionKey, string?> Stored(this RunningEngine engine, SeedClient client) =>
        engine.Boomi.World.ExtensionValues(client.AccountId).ToDictionary(value => value.Key, value => value.Value ?? value.More);

    /// <summary>What is stored differently, or newly, than before.</summary>
    public static IEnumerable<ExtensionKey> ChangedSince(this RunningEngine engine, SeedClient client, Dictionary<ExtensionKey, string?> before)
    {
        var now = engine.Stored(client);
        return now.Keys.Union(before.Keys).Where(key => now.GetValueOrDefault(key) != before.GetValueOrDefault(key));
    }

    /// <summary>A payload with one section.</summary>
    public static string Payload(string section, string list, params JsonObject[] entries) =>
        new JsonObject { [section] = new JsonObject { [list] = new JsonArray([.. entries]) } }.ToJsonString();

    /// <summary>A payload that sets values of process properties.</summary>
    public static string Properties(string component, params (string Key, string? Value)[] values) => Payload("processProperties", "ProcessProperty", new JsonObject
    {
        ["id"] = component,
        ["ProcessPropertyValue"] = new JsonArray([.. values.Select(value => (JsonNode)new JsonObject { ["key"] = value.Key, ["value"] = value.Value })]),
    });

    /// <summary>A payload that sets a field of a connection, or of what stands in another such section.</summary>
    public static string Field(string component, string field, string value, string section = "connections", string list = "connection") => Payload(section, list, new JsonObject
    {
        ["id"] = component,
        ["field"] = new JsonArray(new JsonObject { ["id"] = field, ["value"] = value }),
    });

    /// <summary>A payload that sets a dynamic process property.</summary>
    public static string Dynamic(string name, string value) => Payload("properties", "property", new JsonObject { ["name"] = name, ["value"] = value });

    /// <summary>The value of a process property in an answer.</summary>
    public static string? Value(GetExtensionsResponse answer, string component, string key) => JsonNode.Parse(answer.ExtensionData)!["processProperties"]!["ProcessProperty"]!.AsArray()
        .Single(entry => (string?)entry!["id"] == component)!["ProcessPropertyValue"]!.AsArray().Single(value => (string?)value!["key"] == key)!["value"]?.GetValue<string>();
}
