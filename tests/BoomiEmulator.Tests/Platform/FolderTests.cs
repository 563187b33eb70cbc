namespace BoomiEmulator.Tests.Platform;

internal sealed class FolderTests : PlatformFixture
{
    [TestCase("")]
    [TestCase(",\"parentId\":\"\"")]
    public async Task Create_WithoutParent_LiesInTheRoot(string parent)
    {
        var answer = await PostAsync("Folder", $"{{\"name\":\"Promoted\"{parent}}}");
        Assert.That(answer.Json.GetProperty("fullPath").GetString(), Is.EqualTo("Acme/Promoted"));
        Assert.That(answer.Json.GetProperty("parentName").GetString(), Is.EqualTo("Acme"));
        Assert.That(answer.Json.GetProperty("id").GetString(), Does.StartWith("Rjo"));
    }

    [TestCase("\"0\"")]
    [TestCase("\"Rjo5OTk\"")]
    public async Task Create_BelowAnUnknownParent_Answers400(string parent) =>
        Assert.That((await PostAsync("Folder", $"{{\"name\":\"X\",\"parentId\":{parent}}}")).Status, Is.EqualTo(400));

    [Test]
    public async Task Root_IsFoundByNullParent()
    {
        World.EnsureFolder(Account, "A/B");
        var rows = (await QueryAsync("Folder", "IS_NULL", "parentId")).Rows;
        Assert.That(rows.Single().GetProperty("name").GetString(), Is.EqualTo("Acme"));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task SameNameTwice_FollowsTheSwitch(bool allowed, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DuplicateFolderNamesAllowed = allowed };
        await PostAsync("Folder", "{\"name\":\"X\"}");
        Assert.That((await PostAsync("Folder", "{\"name\":\"X\"}")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task RenameAndMove_ChangeThePath()
    {
        var a = World.EnsureFolder(Account, "A/B");
        var c = World.EnsureFolder(Account, "C");
        var moved = await PostAsync($"Folder/{a.Id}", $"{{\"id\":\"{a.Id}\",\"name\":\"B2\",\"parentId\":\"{c.Id}\"}}");
        Assert.That(moved.Json.GetProperty("fullPath").GetString(), Is.EqualTo("Acme/C/B2"));
        Assert.That((await PostAsync($"Folder/{c.Id}", $"{{\"parentId\":\"{a.Id}\"}}")).Status, Is.EqualTo(400), "into itself");
    }

    [Test]
    public async Task Delete_TakesFoldersAndComponentsBelow_AndRestoreBringsThemBack()
    {
        var top = World.EnsureFolder(Account, "A");
        var below = World.EnsureFolder(Account, "A/B");
        var component = World.AddComponent(Account, "A/B", "process", string.Empty, "P", Process()).ComponentId;
        var earlier = World.AddComponent(Account, "A", "process", string.Empty, "Q", Process()).ComponentId;
        World.DeleteComponent(Account, earlier, "x");
        Assert.That((await DeleteAsync($"Folder/{top.Id}")).Status, Is.EqualTo(200));
        Assert.That((await GetAsync($"Folder/{below.Id}")).Json.GetProperty("deleted").GetBoolean(), Is.True);
        Assert.That((await GetAsync($"Component/{component}")).Status, Is.EqualTo(400));
        Assert.That((await DeleteAsync($"Folder/{top.Id}")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync("Folder", $"{{\"id\":\"{top.Id}\"}}")).Json.GetProperty("deleted").GetBoolean(), Is.False);
        Assert.That((await GetAsync($"Component/{component}")).Attribute("folderFullPath"), Is.EqualTo("Acme/A/B"));
        Assert.That((await GetAsync($"Component/{earlier}")).Status, Is.EqualTo(400), "was deleted on its own");
    }

    [Test]
    public async Task Delete_OfTheRootOrOfDeployedComponents_Answers400()
    {
        var folder = World.EnsureFolder(Account, "Orders");
        World.AddDeployment(Account, World.AddPackage(Account, AddProcess(1), "1.0", "n").PackageId, "env");
        Assert.That((await DeleteAsync($"Folder/{folder.Id}")).Status, Is.EqualTo(400));
        Assert.That((await DeleteAsync($"Folder/{folder.ParentId}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Query_WithoutDeletedFilter_ReturnsDeletedFolders()
    {
        World.DeleteFolder(Account, World.EnsureFolder(Account, "A").Id, "x");
        Assert.That((await QueryAsync("Folder", "EQUALS", "name", "A")).Rows.Single().GetProperty("deleted").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Account_IsReadByItself_AndListsThoseBelow()
    {
        Assert.That((await GetAsync($"Account/{Account}")).Json.GetProperty("name").GetString(), Is.EqualTo("Acme"));
        Assert.That((await GetAsync($"Account/{Sub}")).Status, Is.EqualTo(400));
        Assert.That((await QueryAsync("Account", "EQUALS", "STATUS", "active")).Rows.Single().GetProperty("accountId").GetString(), Is.EqualTo(Sub));
    }
}
