using System.Text.Json.Nodes;
using BoomiEmulator;
using BoomiEmulator.State;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Extensions;

/// <summary>The two answers that the platform may give for installed MULTI packs: among the environment's own extensions, or each by itself.</summary>
[TestFixture]
public sealed class PackExtensionTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task GetExtensions_WhereverThePacksStand_ShowsTheSame(bool covered)
    {
        await using var engine = await StartAsync(covered);
        var north = engine.North();

        var answer = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);

        Assert.That((answer.Success, answer.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That((answer.ConnectionCount, answer.ProcessPropertyCount, answer.DynamicPropertyCount, answer.MapExtensionCount), Is.EqualTo((2, 1, 1, 1)), answer.ExtensionData);
        Assert.That(GroupsIn(answer.ExtensionData).Any(group => group.Length > 0), Is.EqualTo(!covered), "an entry names the pack that it belongs to, if any");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task UpdateExtensions_WhereverThePacksStand_ChangesTheNamedFieldThere(bool covered)
    {
        await using var engine = await StartAsync(covered);
        var north = engine.North();
        var before = engine.Stored(north);
        var read = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "Elsewhere")), imageHash: read.ImageHash);

        Assert.That((answer.Success, answer.ErrorMessage, answer.UpdatedFieldCount), Is.EqualTo((true, string.Empty, 1)));
        var changed = engine.ChangedSince(north, before).Single();
        Assert.That((changed.EnvironmentId, changed.ItemId, changed.FieldId, changed.GroupId.Length > 0), Is.EqualTo((north.Test.EnvironmentId, engine.Settings(), "site", !covered)));
        var after = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);
        Assert.That(ClientWorld.Value(after, engine.Settings(), "site"), Is.EqualTo("Elsewhere"));
    }

    [Test]
    public async Task UpdateExtensions_WithWhatWasRead_GoesBackToEachPack()
    {
        await using var engine = await StartAsync(covered: false);
        var north = engine.North();
        var read = await engine.GetExtensionsAsync("carol", north, north.Test.EnvironmentId);
        var entry = JsonNode.Parse(read.ExtensionData)!["processProperties"]!["ProcessProperty"]![0]!.DeepClone().AsObject();
        var group = (string)entry["extensionGroupId"]!;
        var size = entry["ProcessPropertyValue"]!.AsArray().Single(value => (string?)value!["key"] == "batch-size")!;
        (size["value"], size["useDefault"]) = ("81", false);

        var answer = await engine.UpdateExtensionsAsync("carol", ClientWorld.Payload("processProperties", "ProcessProperty", entry));
        var foreign = entry.DeepClone().AsObject();
        foreign["extensionGroupId"] = "no such pack";
        var elsewhere = await engine.UpdateExtensionsAsync("carol", ClientWorld.Payload("processProperties", "ProcessProperty", foreign));

        Assert.That((answer.Success, answer.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That(engine.Boomi.World.ExtensionValues(north.AccountId).Where(value => value.Key.FieldId == "batch-size" && value.Value == "81").Select(value => value.Key.GroupId), Is.EqualTo(new[] { group }));
        Assert.That((elsewhere.ErrorCode, elsewhere.Errors.Single().ComponentId), Is.EqualTo((ErrorCodes.ExtensionNotFound, engine.Settings())));
    }

    [Test]
    public async Task UpdateExtensions_OfAComponentInSeveralPacks_MustNameOne()
    {
        await using var engine = await StartAsync(covered: false);
        var north = engine.North();
        var process = engine.Seed.ExtensionAccess.First(access => access.EnvironmentId == north.Test.EnvironmentId && access.ComponentId == engine.Settings()).ProcessId;
        engine.Boomi.World.AddPackage(engine.Primary, process, "77.0", "n");
        var pack = engine.Boomi.World.AddPack(engine.Primary, "Another", "MULTI", "d", new PackContent(process, "77.0"));
        var instance = engine.Boomi.World.InstallPack(north.AccountId, pack.Id, overrideName: null).Instance.Id;
        engine.Boomi.World.AttachPack(north.AccountId, instance, north.Test.EnvironmentId);
        var before = engine.Stored(north);

        var unclear = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")));
        var unchanged = engine.ChangedSince(north, before).ToList();
        var named = JsonNode.Parse(ClientWorld.Properties(engine.Settings(), ("site", "x")))!;
        named["processProperties"]!["ProcessProperty"]![0]!["extensionGroupId"] = instance;
        var clear = await engine.UpdateExtensionsAsync("alice", named.ToJsonString());

        Assert.That((unclear.ErrorCode, unchanged.Count), Is.EqualTo((ErrorCodes.ExtensionNotFound, 0)));
        Assert.That(unclear.Errors.Single().ErrorMessage, Does.Contain("several installed packs").And.Contains(instance));
        Assert.That((clear.Success, clear.ErrorMessage), Is.EqualTo((true, string.Empty)));
        Assert.That(engine.ChangedSince(north, before).Select(key => (key.GroupId, key.FieldId)), Is.EqualTo(new[] { (instance, "site") }));
    }

    [Test]
    public async Task Copy_WherePacksStandByThemselves_GoesFromPackToPack()
    {
        await using var engine = await StartAsync(covered: false);
        var north = engine.North();
        var set = await engine.UpdateExtensionsAsync("carol", ClientWorld.Properties(engine.Settings(), ("site", "Copied"), ("finance-passphrase", "not-to-be-copied")));
        var before = engine.Stored(north);

        var answer = await engine.CopyAsync("carol", north);

        Assert.That(set.ErrorMessage, Is.Empty);
        Assert.That((answer.Success, answer.ErrorMessage, answer.FieldsCopied, answer.EncryptedFieldsSkipped), Is.EqualTo((true, string.Empty, 1, 1)));
        Assert.That(
            engine.ChangedSince(north, before).Select(key => (key.EnvironmentId, key.FieldId, key.GroupId.Length > 0)), Is.EqualTo(new[] { (north.Production.EnvironmentId, "site", true) }));
    }

    private static async Task<RunningEngine> StartAsync(bool covered)
    {
        var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = new EmulatorSwitches { EnvironmentExtensionsCoverPacks = covered };
        return engine;
    }

    private static IEnumerable<string> GroupsIn(string extensionData) => ExtensionSections(JsonNode.Parse(extensionData)!.AsObject())
        .Select(entry => (string?)entry["extensionGroupId"] ?? string.Empty);

    private static IEnumerable<JsonObject> ExtensionSections(JsonObject document) => document.Select(member => member.Value).OfType<JsonObject>()
        .SelectMany(section => section.Select(member => member.Value).OfType<JsonArray>()).SelectMany(list => list.OfType<JsonObject>());
}
