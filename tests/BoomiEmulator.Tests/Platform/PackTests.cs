using System.Text.Json;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class PackTests : PlatformFixture
{
    [Test]
    public async Task Create_AnswersThePack_AndQueriesFindIt()
    {
        var created = await PostAsync("PublisherIntegrationPack", "{\"name\":\"Orders - TEST\",\"installationType\":\"MULTI\",\"Description\":\"d\"}");
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.That(created.Json.GetProperty("Description").GetString(), Is.EqualTo("d"));
        World.AddPack(Account, "Single", "SINGLE");
        Assert.That((await QueryAsync("PublisherIntegrationPack", "EQUALS", "installationType", "MULTI")).Rows.Single().GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That((await QueryAsync("PublisherIntegrationPack", "LIKE", "name", "% - test")).Rows.Single().GetProperty("name").GetString(), Is.EqualTo("Orders - TEST"));
        Assert.That((await GetAsync($"PublisherIntegrationPack/{id}")).Json.GetProperty("installationType").GetString(), Is.EqualTo("MULTI"));
        var xml = await GetAsync($"PublisherIntegrationPack/{id}", accept: "application/xml");
        Assert.That(xml.Xml.Elements().First().Name.LocalName, Is.EqualTo("Description"));
        Assert.That(xml.Attribute("name"), Is.EqualTo("Orders - TEST"));
    }

    [TestCase("{}")]
    [TestCase("{\"name\":\"X\"}")]
    [TestCase("{\"name\":\"X\",\"installationType\":\"MANY\"}")]
    public async Task Create_WithoutNameOrType_Answers400(string body) => Assert.That((await PostAsync("PublisherIntegrationPack", body)).Status, Is.EqualTo(400));

    [Test]
    public async Task C38_UnknownPack_Answers400InTheDocumentedWords()
    {
        var answer = await GetAsync($"PublisherIntegrationPack/{Guid(9)}");
        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, $"Integration pack ID {Guid(9)} is invalid. Provide a valid integration pack ID to complete this action.")));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task SameName_FollowsTheSwitch(bool allowed, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DuplicatePackNamesAllowed = allowed };
        World.AddPack(Account, "Orders");
        Assert.That((await PostAsync("PublisherIntegrationPack", "{\"name\":\"Orders\",\"installationType\":\"MULTI\"}")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task C39_UpdateWithoutOperationType_Answers400()
    {
        var (pack, one, _) = TwoInAPack();
        var answer = await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, null, one));
        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, "The operationType  is not valid: ADD or DELETE is required.")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task C39_LeavingAComponentOut_DropsIt(bool atOnce)
    {
        Host.Settings.Switches = new EmulatorSwitches { PackUpdateDropsAtOnce = atOnce };
        var (pack, one, two) = TwoInAPack();
        var updated = Entries(await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "ADD", one)));
        Assert.That(updated.ContainsKey(two), Is.EqualTo(!atOnce));
        if (!atOnce)
            Assert.That(updated[two].GetProperty("deleted").GetBoolean(), Is.True);

        Assert.That(World.Pack(Account, pack).Pack.CurrentOf(two), Is.Not.Null, "subscribers keep it until the next release");
        World.ReleasePack(Account, new ReleaseRequest(pack, "IMMEDIATELY", null, [(one, "1.0")]), "x");
        Assert.That(Entries(await GetAsync($"PublisherIntegrationPack/{pack}")).Keys, Is.EqualTo(new[] { one }));
        Assert.That(World.Pack(Account, pack).Pack.CurrentOf(two), Is.Null);
    }

    [Test]
    public async Task C39_Delete_MarksForRemovalUntilTheRelease()
    {
        var (pack, one, two) = TwoInAPack();
        var updated = Entries(await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "DELETE", two)));
        Assert.That(updated[two].GetProperty("deleted").GetBoolean(), Is.True);
        Assert.That(updated[one].GetProperty("deleted").GetBoolean(), Is.False);
        Assert.That((await ReleaseAsync(pack, (one, "1.0"), (two, "1.0"))).Status, Is.EqualTo(400), "what is marked cannot be released");
        Assert.That((await ReleaseAsync(pack, (one, "1.0"))).Status, Is.EqualTo(200));
        Assert.That(Entries(await GetAsync($"PublisherIntegrationPack/{pack}")).Keys, Is.EqualTo(new[] { one }));
        Assert.That((await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "DELETE", Guid(99)))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Add_MakesTheNewestShareablePackagePending()
    {
        var (pack, one, two) = TwoInAPack();
        var three = AddProcess(3);
        World.AddPackage(Account, three, "1.0", "n");
        World.AddPackage(Account, three, "1.1", "n", shareable: false);
        var updated = Entries(await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "ADD", one, two, three)));
        Assert.That(updated[three].GetProperty("pendingVersion").GetString(), Is.EqualTo("1.0"));
        Assert.That(updated[three].TryGetProperty("currentVersion", out _), Is.False);
        Assert.That(updated[one].TryGetProperty("pendingVersion", out _), Is.False, "nothing newer than what is released");
        Assert.That(updated[one].GetProperty("componentName").GetString(), Is.EqualTo("Process 1"));
    }

    [TestCase(true, "2.0")]
    [TestCase(false, null)]
    public async Task Add_RefreshesWhatIsThere_ByTheSwitch(bool refreshes, string? pending)
    {
        Host.Settings.Switches = new EmulatorSwitches { PackUpdateRefreshesPending = refreshes };
        var (pack, one, two) = TwoInAPack();
        World.AddPackage(Account, one, "2.0", "n");
        var entry = Entries(await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "ADD", one, two)))[one];
        Assert.That(entry.TryGetProperty("pendingVersion", out var version) ? version.GetString() : null, Is.EqualTo(pending));
        Assert.That(entry.GetProperty("currentVersion").GetString(), Is.EqualTo("1.0"));
        Assert.That(entry.GetProperty("latestVersion").GetString(), Is.EqualTo("2.0"));
    }

    [Test]
    public async Task Add_WithoutAShareablePackage_Answers400()
    {
        var (pack, one, _) = TwoInAPack();
        var three = AddProcess(3);
        World.AddPackage(Account, three, "1.0", "n", shareable: false);
        Assert.That((await PostAsync($"PublisherIntegrationPack/{pack}", Body(pack, "ADD", one, three))).Status, Is.EqualTo(400));
    }

    [TestCase("MULTI", 400)]
    [TestCase("SINGLE", 200)]
    public async Task Name_ChangesForSinglePacksOnly(string type, int status)
    {
        var pack = World.AddPack(Account, "Old", type).Id;
        var answer = await PostAsync($"PublisherIntegrationPack/{pack}", $"{{\"id\":\"{pack}\",\"name\":\"New\",\"operationType\":\"ADD\",\"Description\":\"d\"}}");
        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task Xml_UpdatesAndAnswersInXml()
    {
        var (pack, one, _) = TwoInAPack();
        var answer = await PostXmlAsync(
            $"PublisherIntegrationPack/{pack}",
            $"<PublisherIntegrationPack xmlns=\"{Bns}\" id=\"{pack}\" operationType=\"ADD\"><PublisherPackagedComponents><PublisherPackagedComponent componentId=\"{one}\"/></PublisherPackagedComponents></PublisherIntegrationPack>");
        var entry = answer.Xml.Descendants().Single(e => e.Name.LocalName == "PublisherPackagedComponent");
        Assert.That((entry.Attribute("componentId")!.Value, entry.Attribute("currentVersion")!.Value), Is.EqualTo((one, "1.0")));
    }

    [Test]
    public async Task C37_PackageInAPack_CannotBeDeleted()
    {
        var (pack, one, _) = TwoInAPack();
        var package = World.Packages(Account, [one]).Single().PackageId;
        var refused = await DeleteAsync($"PackagedComponent/{package}");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((400, $"Package id {package} cannot be deleted because it is in the integration pack Orders.")));
        Assert.That((await DeleteAsync($"PublisherIntegrationPack/{pack}")).Status, Is.EqualTo(200));
        Assert.That((await DeleteAsync($"PublisherIntegrationPack/{pack}")).Status, Is.EqualTo(400));
        Assert.That((await DeleteAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(200));
    }

    private static string Body(string pack, string? operation, params string[] components) =>
        $"{{\"id\":\"{pack}\",\"name\":\"Orders\",\"installationType\":\"MULTI\"{(operation is null ? string.Empty : $",\"operationType\":\"{operation}\"")},"
        + "\"PublisherPackagedComponents\":{\"PublisherPackagedComponent\":["
        + string.Join(',', components.Select(static id => $"{{\"@type\":\"x\",\"componentId\":\"{id}\"}}")) + "]}}";

    private static Dictionary<string, JsonElement> Entries(Answer answer) =>
        answer.Json.GetProperty("PublisherPackagedComponents").GetProperty("PublisherPackagedComponent").EnumerateArray()
            .ToDictionary(static entry => entry.GetProperty("componentId").GetString()!, StringComparer.Ordinal);

    private Task<Answer> ReleaseAsync(string pack, params (string Component, string Version)[] packages) => PostAsync(
        "ReleaseIntegrationPack",
        $"{{\"id\":\"{pack}\",\"releaseSchedule\":\"IMMEDIATELY\",\"ReleasePackagedComponents\":{{\"ReleasePackagedComponent\":["
        + string.Join(',', packages.Select(static one => $"{{\"componentId\":\"{one.Component}\",\"version\":\"{one.Version}\"}}")) + "]}}");

    /// <summary>A pack in which processes 1 and 2 are released in version 1.0.</summary>
    private (string Pack, string One, string Two) TwoInAPack()
    {
        var (one, two) = (AddProcess(1), AddProcess(2));
        World.AddPackage(Account, one, "1.0", "n");
        World.AddPackage(Account, two, "1.0", "n");
        return (World.AddPack(Account, "Orders", "MULTI", "d", new PackContent(one, "1.0"), new PackContent(two, "1.0")).Id, one, two);
    }
}
