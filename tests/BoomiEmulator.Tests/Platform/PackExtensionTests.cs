using System.Text.Json;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class PackExtensionTests : ExtensionFixture
{
    private const string Prod = "00000000-0000-4000-8000-0000000000ff";
    private string _instance = string.Empty;

    [SetUp]
    public void Install()
    {
        World.AddEnvironment(Sub, "Prod", "PROD", Prod);
        var pack = World.AddPack(Account, "Sync", "MULTI", "d", new PackContent(ProcessId, "1.0")).Id;
        _instance = World.InstallPack(Sub, pack, "North").Instance.Id;
        World.AttachPack(Sub, _instance, Prod);
    }

    [Test]
    public async Task C3_PackInAClientAccount_ShowsItsExtensionsThroughThePartnerApi()
    {
        var direct = await GetAsync($"EnvironmentExtensions/{Prod}", account: Sub);
        var partner = await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Prod}");
        Assert.That(partner.Text, Is.EqualTo(direct.Text));
        Assert.That(Field(partner.Json, "url").GetProperty("useDefault").GetBoolean(), Is.True);
        Assert.That((await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Environment}")).Status, Is.EqualTo(400), "an environment of the parent");
        await PartnerAsync(HttpMethod.Post, $"EnvironmentExtensions/{Prod}", "{\"partial\":true," + Fields("{\"id\":\"url\",\"value\":\"north\"}") + "}");
        Assert.That(Value(Field((await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Prod}")).Json, "url")), Is.EqualTo("north"));
        Assert.That(Value(Field(await ExtensionsAsync(), "url")), Is.Null, "the parent's own environment has its own values");
    }

    [Test]
    public async Task EachMultiPack_HasASetOfItsOwn_ByTheSwitch()
    {
        Host.Settings.Switches = new EmulatorSwitches { EnvironmentExtensionsCoverPacks = false };
        Assert.That((await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Prod}")).Json.TryGetProperty("connections", out _), Is.False);
        var rows = (await PartnerAsync(HttpMethod.Post, "EnvironmentExtensions/query", Filter(Test("EQUALS", "environmentId", Prod)))).Rows;
        var grouped = rows.Single(row => row.GetProperty("extensionGroupId").GetString() == _instance);
        Assert.That(rows, Has.Count.EqualTo(2));
        var id = grouped.GetProperty("id").GetString()!;
        var read = await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{id}");
        Assert.That(read.Json.TryGetProperty("connections", out _), Is.True);
    }

    [Test]
    public async Task Query_NeedsTheEnvironment_AndFindsTheGroup()
    {
        Assert.That((await PartnerAsync(HttpMethod.Post, "EnvironmentExtensions/query", "{\"QueryFilter\":{}}")).Status, Is.EqualTo(400));
        var one = await PartnerAsync(HttpMethod.Post, "EnvironmentExtensions/query", Filter(Test("EQUALS", "environmentId", Prod)));
        Assert.That(one.Rows.Single().GetProperty("extensionGroupId").GetString(), Is.Empty);
        var group = await PartnerAsync(
            HttpMethod.Post, "EnvironmentExtensions/query", Filter(Group("and", Test("EQUALS", "environmentId", Prod), Test("EQUALS", "extensionGroupId", _instance))));
        Assert.That(group.Rows.Single().GetProperty("id").GetString(), Is.EqualTo($"{Prod}:{_instance}"));
        Assert.That((await PartnerAsync(HttpMethod.Post, "EnvironmentExtensions/query", Filter(Test("EQUALS", "environmentId", Guid(404))))).Rows, Is.Empty);
    }

    [Test]
    public async Task C47_ReleaseWithoutTheProcess_HidesItsExtensions()
    {
        var pack = World.Packs(Account).Single().Pack.Id;
        var other = AddProcess(1);
        World.AddPackage(Account, other, "1.0", "n");
        World.UpdatePack(Account, pack, new PackChange(null, null, null, "ADD", [other]));
        World.ReleasePack(Account, new ReleaseRequest(pack, "IMMEDIATELY", null, [(other, "1.0")]), "x");
        Assert.That((await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Prod}")).Json.TryGetProperty("connections", out _), Is.False);
    }

    [Test]
    public async Task MapExtension_IsListedReadAndReplaced()
    {
        var summary = (await PartnerAsync(HttpMethod.Post, "EnvironmentMapExtensionsSummary/query", Filter(Test("EQUALS", "environmentId", Prod)))).Rows.Single();
        Assert.That((summary.GetProperty("mapId").GetString(), summary.GetProperty("processId").GetString(), summary.GetProperty("name").GetString()), Is.EqualTo((Map, ProcessId, "Order - Invoice")));
        var id = summary.GetProperty("id").GetString()!;
        var read = (await PartnerAsync(HttpMethod.Get, $"EnvironmentMapExtension/{id}")).Json.GetProperty("Map");
        Assert.That(read.GetProperty("SourceProfile").GetProperty("Node")[1].GetProperty("xpath").GetString(), Is.EqualTo("/number"));
        await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/{id}", MapBody("{\"ExtendedMappings\":{\"Mapping\":[{\"fromXPath\":\"/number\",\"toXPath\":\"/total\",\"odd\":1}]},\"ExtendedFunctions\":{\"Function\":[]}}"));
        var updated = (await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/{id}/update", MapBody("{\"ExtendedMappings\":{\"Mapping\":[{\"fromXPath\":\"/number\",\"odd\":2}]},\"SourceProfile\":{\"componentId\":\"forged\"}}"))).Json.GetProperty("Map");
        Assert.That(updated.TryGetProperty("ExtendedFunctions", out _), Is.False, "what is left out is deleted");
        Assert.That(updated.GetProperty("ExtendedMappings").GetProperty("Mapping")[0].GetProperty("odd").GetInt32(), Is.EqualTo(2));
        Assert.That(updated.GetProperty("SourceProfile").GetProperty("componentId").GetString(), Is.EqualTo(Guid(109)), "read-only");
    }

    [Test]
    public async Task C48_MapExtension_KeepsWhatIsLeftOutByTheSwitch()
    {
        Host.Settings.Switches = new EmulatorSwitches { MapExtensionUpdateMerges = true };
        var id = World.MapExtensions(Sub, Prod)[0].Id;
        await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/{id}", MapBody("{\"ExtendedFunctions\":{\"Function\":[{\"id\":\"FUNCEXT--1\"}]}}"));
        var updated = await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/{id}/update", MapBody("{\"ExtendedMappings\":{\"Mapping\":[]}}"));
        Assert.That(updated.Json.GetProperty("Map").TryGetProperty("ExtendedFunctions", out _), Is.True);
        Assert.That((await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/execute/{id}", "{}")).Status, Is.EqualTo(200));
        Assert.That((await PartnerAsync(HttpMethod.Get, "EnvironmentMapExtension/unknown")).Status, Is.EqualTo(400));
        Assert.That((await PartnerAsync(HttpMethod.Post, $"EnvironmentMapExtension/{id}", "{}")).Status, Is.EqualTo(400), "no Map");
        Assert.That((await PartnerAsync(HttpMethod.Post, "EnvironmentMapExtensionsSummary/query", "{\"QueryFilter\":{}}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Snapshot_KeepsValuesAndMaps()
    {
        await PartnerAsync(HttpMethod.Post, $"EnvironmentExtensions/{Prod}", "{\"partial\":true," + Fields("{\"id\":\"url\",\"value\":\"north\"}") + "}");
        var state = await SendAsync(HttpMethod.Get, "/__admin/state", null, null, null);
        Host.Reset();
        Assert.That((await SendAsync(HttpMethod.Put, "/__admin/state", state.Text, "application/json", null)).Status, Is.EqualTo(204));
        Assert.That(Value(Field((await PartnerAsync(HttpMethod.Get, $"EnvironmentExtensions/{Prod}")).Json, "url")), Is.EqualTo("north"));
    }

    private static string MapBody(string map) => $"{{\"environmentId\":\"{Prod}\",\"Map\":{map}}}";

    private Task<Answer> PartnerAsync(HttpMethod method, string path, string? json = null) =>
        SendAsync(method, $"/partner/api/rest/v1/{Account}/{path}?overrideAccount={Sub}", json, "application/json", "application/json");
}
