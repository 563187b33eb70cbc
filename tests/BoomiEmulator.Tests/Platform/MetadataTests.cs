namespace BoomiEmulator.Tests.Platform;

internal sealed class MetadataTests : PlatformFixture
{
    [Test]
    public async Task C23_QueryByComponentId_ReturnsAllVersionsOfAllBranches()
    {
        var id = AddProcess(1);
        var branch = NewBranch("promo-1");
        World.UpdateComponent(Account, id, Process(Guid(8)), branch);
        World.UpdateComponent(Account, id, Process(Guid(9)));
        var rows = (await QueryAsync("ComponentMetadata", "EQUALS", "componentId", id)).Rows;
        Assert.That(rows.Select(row => (row.GetProperty("version").GetInt32(), row.GetProperty("branchName").GetString(), row.GetProperty("currentVersion").GetBoolean())),
            Is.EquivalentTo(new[] { (1, "main", false), (2, "promo-1", false), (3, "main", true) }));
    }

    [Test]
    public async Task Query_ByBranchAndName_FindsTheBranchsRevisions()
    {
        var id = AddProcess(1);
        AddProcess(2);
        World.UpdateComponent(Account, id, Process(), NewBranch("promo-1"));
        var rows = (await PostAsync("ComponentMetadata/query", Filter(Group("and", Test("EQUALS", "branchName", "promo-1"), Test("LIKE", "name", "process%"))))).Rows;
        Assert.That(rows.Single().GetProperty("version").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task C24_VersionFilterWithoutComponentId_Answers400()
    {
        var id = AddProcess(1);
        Assert.That((await QueryAsync("ComponentMetadata", "EQUALS", "version", "1")).Status, Is.EqualTo(400));
        Assert.That((await QueryAsync("ComponentMetadata", "EQUALS", "copiedFromComponentVersion", "1")).Status, Is.EqualTo(400));
        var both = await PostAsync("ComponentMetadata/query", Filter(Group("and", Test("EQUALS", "version", "1"), Test("EQUALS", "componentId", id))));
        Assert.That(both.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task C25_Delete_AddsADeletedVersion_AndPostRestores()
    {
        var id = AddProcess(1);
        Assert.That((await DeleteAsync($"ComponentMetadata/{id}")).Text, Is.EqualTo("{true}"));
        var rows = (await QueryAsync("ComponentMetadata", "EQUALS", "componentId", id)).Rows;
        Assert.That(rows.Select(row => (row.GetProperty("version").GetInt32(), row.GetProperty("deleted").GetBoolean(), row.GetProperty("currentVersion").GetBoolean())),
            Is.EqualTo(new[] { (1, false, false), (2, true, true) }));
        Assert.That((await GetAsync($"Component/{id}~1")).Status, Is.EqualTo(200));
        Assert.That((await DeleteAsync($"ComponentMetadata/{id}")).Status, Is.EqualTo(400));
        var restored = await PostAsync("ComponentMetadata", $"{{\"componentId\":\"{id}\"}}");
        Assert.That((restored.Json.GetProperty("version").GetInt32(), restored.Json.GetProperty("deleted").GetBoolean()), Is.EqualTo((3, false)));
        Assert.That((await GetAsync($"Component/{id}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C25_Restore_CannotCreate() =>
        Assert.That((await PostAsync("ComponentMetadata", $"{{\"componentId\":\"{Guid(1)}\",\"name\":\"x\"}}")).Status, Is.EqualTo(400));

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task DeletedComponent_PlainRead_FollowsTheSwitch(bool readable, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DeletedComponentReadable = readable };
        var id = AddProcess(1);
        World.DeleteComponent(Account, id, "x");
        Assert.That((await GetAsync($"Component/{id}")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task RenameAndMove_ChangeTheCurrentVersionInPlace()
    {
        var id = AddProcess(1);
        var folder = World.EnsureFolder(Account, "Elsewhere");
        var answer = await PostAsync($"ComponentMetadata/{id}", $"{{\"componentId\":\"{id}\",\"name\":\"New name\",\"folderId\":\"{folder.Id}\"}}");
        Assert.That(answer.Json.GetProperty("folderName").GetString(), Is.EqualTo("Elsewhere"));
        Assert.That(answer.Json.GetProperty("version").GetInt32(), Is.EqualTo(1));
        Assert.That((await GetAsync($"Component/{id}")).Attribute("name"), Is.EqualTo("New name"));
        var root = await PostAsync($"ComponentMetadata/{id}", "{\"folderId\":\"\"}");
        Assert.That(root.Json.GetProperty("folderName").GetString(), Is.EqualTo("Acme"));
    }

    [Test]
    public async Task Get_InXml_HasAttributesAndNoFolderFullPath()
    {
        var answer = await GetAsync($"ComponentMetadata/{AddProcess(1)}", accept: "application/xml");
        Assert.That(answer.Attribute("type"), Is.EqualTo("process"));
        Assert.That(answer.Xml.Attribute("folderFullPath"), Is.Null);
        Assert.That(answer.Xml.HasElements, Is.False);
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task RevisionsOfDeletedBranches_AreListedByTheSwitch(bool listed, int expected)
    {
        Host.Settings.Switches = new EmulatorSwitches { DeletedBranchRevisionsListed = listed };
        var branch = NewBranch("promo-1");
        var created = await PostXmlAsync("Component", Document("X", "process", Process(), $"branchId=\"{branch}\""));
        World.DeleteBranch(Account, branch, "x");
        Assert.That((await QueryAsync("ComponentMetadata", "EQUALS", "componentId", created.Attribute("componentId"))).Rows, Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task Copy_KeepsWhereItCameFrom()
    {
        var created = await PostXmlAsync("Component", Document("X", "process", Process(), $"copiedFromComponentId=\"{Guid(5)}\" copiedFromComponentVersion=\"3\""));
        var row = (await QueryAsync("ComponentMetadata", "EQUALS", "copiedFromComponentId", Guid(5))).Rows.Single();
        Assert.That(row.GetProperty("componentId").GetString(), Is.EqualTo(created.Attribute("componentId")));
        Assert.That(row.GetProperty("copiedFromComponentVersion").GetInt32(), Is.EqualTo(3));
    }
}
