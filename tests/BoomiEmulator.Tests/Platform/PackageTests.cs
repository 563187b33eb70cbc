namespace BoomiEmulator.Tests.Platform;

internal sealed class PackageTests : PlatformFixture
{
    [Test]
    public async Task C35_BranchName_PackagesThatBranch()
    {
        var id = AddProcess(1);
        World.UpdateComponent(Account, id, Process(), NewBranch("promo-7"));
        var answer = await CreateAsync(id, "1.0", ",\"branchName\":\"promo-7\",\"shareable\":true,\"notes\":\"PR 12\"");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Json.GetProperty("componentVersion").GetInt32(), Is.EqualTo(2));
            Assert.That(answer.Json.GetProperty("branchName").GetString(), Is.EqualTo("promo-7"));
            Assert.That(answer.Json.GetProperty("shareable").GetBoolean(), Is.True);
            Assert.That(answer.Json.GetProperty("notes").GetString(), Is.EqualTo("PR 12"));
            Assert.That(answer.Json.GetProperty("componentType").GetString(), Is.EqualTo("process"));
        });
    }

    [Test]
    public async Task C35_BranchIdAsName_Answers400()
    {
        var branch = NewBranch("promo-7");
        var answer = await CreateAsync(AddProcess(1), "1.0", $",\"branchName\":\"{branch}\"");
        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, $"Branch '{branch}' is not valid")));
    }

    [Test]
    public async Task C35_WithoutBranchName_PackagesMain() =>
        Assert.That((await CreateAsync(AddProcess(1), "1.0")).Json.GetProperty("branchName").GetString(), Is.EqualTo("main"));

    [Test]
    public async Task C36_Manifest_ListsTheClosureWithFrozenVersions()
    {
        World.AddComponent(Account, string.Empty, "transform.map", string.Empty, "Map", "<Map xmlns=\"\"/>", Guid(3));
        AddProcess(2, Guid(3), Guid(1));
        var root = AddProcess(1, Guid(2), Guid(3));
        AddProcess(4, root);
        World.UpdateComponent(Account, Guid(3), "<Map xmlns=\"\" b=\"1\"/>");
        var package = (await CreateAsync(root, "1.0")).Json.GetProperty("packageId").GetString();
        World.UpdateComponent(Account, Guid(3), "<Map xmlns=\"\" b=\"2\"/>");
        var json = await GetAsync($"PackagedComponentManifest/{package}");
        var xml = await GetAsync($"PackagedComponentManifest/{package}", accept: "application/xml");
        var expected = new[] { (Guid(1), 1), (Guid(2), 1), (Guid(3), 2) };
        Assert.That(json.Json.GetProperty("componentInfo").EnumerateArray().Select(i => (i.GetProperty("id").GetString(), i.GetProperty("version").GetInt32())), Is.EquivalentTo(expected));
        Assert.That(xml.Xml.Elements().Select(e => (e.Attribute("id")!.Value, int.Parse(e.Attribute("version")!.Value, null))), Is.EquivalentTo(expected));
    }

    [TestCase(true, 2)]
    [TestCase(false, 1)]
    public async Task C36_CalledProcesses_AreInTheManifestByTheSwitch(bool follows, int count)
    {
        Host.Settings.Switches = new EmulatorSwitches { ManifestFollowsIndependent = follows };
        AddProcess(2);
        var package = (await CreateAsync(AddProcess(1, Guid(2)), "1.0")).Json.GetProperty("packageId").GetString();
        Assert.That((await GetAsync($"PackagedComponentManifest/{package}")).Json.GetProperty("componentInfo").GetArrayLength(), Is.EqualTo(count));
    }

    [Test]
    public async Task C37_PackageInUse_CannotBeDeleted()
    {
        var package = World.AddPackage(Account, AddProcess(1), "1.0", "n");
        World.AddDeployment(Account, package.PackageId, "env");
        Assert.That((await DeleteAsync($"PackagedComponent/{package.PackageId}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task DeletedPackage_CanBeRestored()
    {
        var id = AddProcess(1);
        var package = World.AddPackage(Account, id, "1.0", "n").PackageId;
        Assert.That((await DeleteAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(200));
        Assert.That((await DeleteAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"PackagedComponent/{package}")).Json.GetProperty("deleted").GetBoolean(), Is.True);
        Assert.That((await PostAsync("PackagedComponent", $"{{\"packageId\":\"{package}\",\"componentId\":\"{id}\",\"packageVersion\":\"9\"}}")).Status, Is.EqualTo(400));
        var restored = await PostAsync("PackagedComponent/", $"{{\"packageId\":\"{package}\",\"componentId\":\"{id}\",\"packageVersion\":\"1.0\"}}");
        Assert.That(restored.Json.GetProperty("deleted").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Query_FindsByComponentAndVersion_AndQuotesTheComponentVersion()
    {
        var id = AddProcess(1);
        World.AddPackage(Account, id, "1.0", "a");
        World.AddPackage(Account, id, "2.0", "b");
        World.AddPackage(Account, AddProcess(2), "2.0", "c");
        var rows = (await PostAsync("PackagedComponent/query", Filter(Group("and", Test("EQUALS", "componentId", id), Test("EQUALS", "packageVersion", "2.0"))))).Rows;
        Assert.That(rows.Single().GetProperty("notes").GetString(), Is.EqualTo("b"));
        Assert.That(rows.Single().GetProperty("componentVersion").GetString(), Is.EqualTo("1"));
        Assert.That((await QueryAsync("PackagedComponent", "EQUALS", "componentVersion", "1")).Rows, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Xml_HasChildElements()
    {
        var created = await PostXmlAsync(
            "PackagedComponent",
            $"<PackagedComponent xmlns=\"{Bns}\"><componentId>{AddProcess(1)}</componentId><packageVersion>1.0</packageVersion><shareable>true</shareable></PackagedComponent>");
        Assert.That(created.Xml.Elements().Single(e => e.Name.LocalName == "packageVersion").Value, Is.EqualTo("1.0"));
        Assert.That(created.Xml.Elements().Single(e => e.Name.LocalName == "shareable").Value, Is.EqualTo("true"));
    }

    [TestCase(false, 400)]
    [TestCase(true, 200)]
    public async Task SameVersionTwice_FollowsTheSwitch(bool allowed, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DuplicatePackageVersionAllowed = allowed };
        var id = AddProcess(1);
        await CreateAsync(id, "1.0");
        Assert.That((await CreateAsync(id, "1.0")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task WithoutVersion_OneIsGeneratedFromTheRevision()
    {
        var id = AddProcess(1);
        var versions = new[] { await CreateAsync(id, string.Empty), await CreateAsync(id, string.Empty) }.Select(a => a.Json.GetProperty("packageVersion").GetString());
        Assert.That(versions, Is.EqualTo(new[] { "1.0", "1.1" }));
    }

    [TestCase("\"1\"", true, 1)]
    [TestCase("1", true, 1)]
    [TestCase("\"\"", true, 2)]
    [TestCase("1", false, 2)]
    public async Task ComponentVersion_SelectsARevisionByTheSwitch(string sent, bool honoured, int expected)
    {
        Host.Settings.Switches = new EmulatorSwitches { PackageComponentVersionHonoured = honoured };
        var id = AddProcess(1);
        World.UpdateComponent(Account, id, Process(Guid(9)));
        Assert.That((await CreateAsync(id, "1.0", $",\"componentVersion\":{sent}")).Json.GetProperty("componentVersion").GetInt32(), Is.EqualTo(expected));
    }

    [Test]
    public async Task TypesThatCannotBePackaged_Answer400()
    {
        var map = World.AddComponent(Account, string.Empty, "transform.map", string.Empty, "Map", "<Map xmlns=\"\"/>").ComponentId;
        Assert.That((await CreateAsync(map, "1.0")).Status, Is.EqualTo(400));
        Assert.That((await CreateAsync(Guid(77), "1.0")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("PackagedComponent", "{}")).Status, Is.EqualTo(400));
    }

    private Task<Answer> CreateAsync(string componentId, string version, string more = "") =>
        PostAsync("PackagedComponent", $"{{\"@type\":\"Whatever\",\"componentId\":\"{componentId}\",\"packageVersion\":\"{version}\"{more}}}");
}
