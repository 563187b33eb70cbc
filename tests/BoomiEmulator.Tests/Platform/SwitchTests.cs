using System.Text.Json;

namespace BoomiEmulator.Tests.Platform;

internal sealed class SwitchTests : PlatformFixture
{
    [TestCase(BulkVersionReads.AskedVersion, "200", "1")]
    [TestCase(BulkVersionReads.LatestVersion, "200", "2")]
    [TestCase(BulkVersionReads.Refused, "400", "")]
    public async Task BulkVersionReads_AnswerAskedLatestOrRefuse(BulkVersionReads position, string status, string version)
    {
        Host.Settings.Switches = new EmulatorSwitches { BulkVersionReads = position };
        var id = AddProcess(1);
        World.UpdateComponent(Account, id, Process(Guid(9)));
        var entry = (await PostXmlAsync("Component/bulk", ComponentTests.Bulk(id + "~1"))).Xml.Elements().Single();
        Assert.That(entry.Attribute("statusCode")!.Value, Is.EqualTo(status));
        Assert.That(entry.Elements().SingleOrDefault()?.Attribute("version")?.Value ?? string.Empty, Is.EqualTo(version));
    }

    [TestCase(false, 200)]
    [TestCase(true, 400)]
    public async Task UnchangedUpdate_AddsAVersionOrIsRefused(bool refused, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { UnchangedUpdateRefused = refused };
        var created = await PostXmlAsync("Component", Document("X", "process", Process(Guid(3))));
        var again = await PostXmlAsync($"Component/{created.Attribute("componentId")}", Document("X", "process", Process(Guid(3))));
        var changed = await PostXmlAsync($"Component/{created.Attribute("componentId")}", Document("X", "process", Process(Guid(4))));
        Assert.That(again.Status, Is.EqualTo(status));
        Assert.That(changed.Attribute("version"), Is.EqualTo(refused ? "2" : "3"));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task EmptyGroup_MatchesAllOrIsRefused(bool matches, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { EmptyGroupMatchesAll = matches };
        var answer = await PostAsync("Folder/query", Filter(Group("and")));
        Assert.That(answer.Status, Is.EqualTo(status));
        if (matches)
            Assert.That(answer.Rows, Has.Count.EqualTo(1));
    }

    [TestCase(false, JsonValueKind.True)]
    [TestCase(true, JsonValueKind.String)]
    public async Task StringlyBooleans_PrintBooleansAsText(bool on, JsonValueKind kind)
    {
        Host.Settings.Switches = new EmulatorSwitches { StringlyBooleans = on };
        Assert.That((await GetAsync("Branch/" + World.MainBranch(Account).Id)).Json.GetProperty("ready").ValueKind, Is.EqualTo(kind));
    }

    [TestCase(false, JsonValueKind.Number)]
    [TestCase(true, JsonValueKind.String)]
    public async Task QuotedIntegers_PrintIntegersAsText(bool on, JsonValueKind kind)
    {
        Host.Settings.Switches = new EmulatorSwitches { QuotedIntegers = on };
        Assert.That((await GetAsync("ComponentMetadata/" + AddProcess(1))).Json.GetProperty("version").ValueKind, Is.EqualTo(kind));
    }

    [TestCase(false, JsonValueKind.Array)]
    [TestCase(true, JsonValueKind.Object)]
    public async Task SingleListsAsObjects_PrintTheBareMember(bool on, JsonValueKind kind)
    {
        Host.Settings.Switches = new EmulatorSwitches { SingleListsAsObjects = on };
        Assert.That((await QueryAsync("Branch", "EQUALS", "name", "main")).Json.GetProperty("result").ValueKind, Is.EqualTo(kind));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task ByteOrderMark_StartsTheBody(bool on)
    {
        Host.Settings.Switches = new EmulatorSwitches { ByteOrderMark = on };
        var bytes = await Client.GetByteArrayAsync(new Uri($"/api/rest/v1/{Account}/Account/{Account}", UriKind.Relative));
        Assert.That(bytes.AsSpan().StartsWith("\uFEFF"u8), Is.EqualTo(on));
    }

    [TestCase("{\"stringlyBooleans\":true,\"branchLimitText\":\"Vague\"}", 200)]
    [TestCase("{\"noSuchSwitch\":true}", 400)]
    [TestCase("{\"stringlyBooleans\":7}", 400)]
    [TestCase("[", 400)]
    public async Task Admin_ChangesOnlyTheSwitchesThatAreNamed(string body, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { QuotedIntegers = true };
        var answer = await SendAsync(HttpMethod.Put, "/__admin/switches", body, "application/json", null);
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(Host.Settings.Switches.QuotedIntegers, Is.True);
        Assert.That(Host.Settings.Switches.StringlyBooleans, Is.EqualTo(status == 200));
    }

    [Test]
    public async Task Admin_ChangesLimitsAndDelays()
    {
        await SendAsync(HttpMethod.Put, "/__admin/limits", "{\"requestsPerSecond\":1}", "application/json", null);
        await SendAsync(HttpMethod.Put, "/__admin/delays", "{\"branchReady\":\"00:00:09\"}", "application/json", null);
        Assert.That((Host.Settings.Limits.RequestsPerSecond, Host.Settings.Limits.MaxBranches), Is.EqualTo((1, 20)));
        Assert.That(Host.Settings.Delays.BranchReady, Is.EqualTo(TimeSpan.FromSeconds(9)));
        await SendAsync(HttpMethod.Put, "/__admin/limits", "{\"requestsPerSecond\":null}", "application/json", null);
        Assert.That(Host.Settings.Limits.RequestsPerSecond, Is.Null);
    }
}
