namespace BoomiEmulator.Tests.Platform;

internal sealed class SnapshotTests : PlatformFixture
{
    [Test]
    public async Task Restore_GoesBackToTheSnapshot()
    {
        var id = AddProcess(1);
        await SendAsync(HttpMethod.Put, "/__admin/snapshots/one", null, null, null);
        World.UpdateComponent(Account, id, Process(Guid(9)));
        NewBranch("later");
        var package = World.AddPackage(Account, id, "1.0", "n").PackageId;
        Assert.That((await SendAsync(HttpMethod.Post, "/__admin/snapshots/one/restore", null, null, null)).Status, Is.EqualTo(204));
        Assert.That((await GetAsync($"Component/{id}")).Attribute("version"), Is.EqualTo("1"));
        Assert.That(World.Branches(Account), Has.Count.EqualTo(1));
        Assert.That((await GetAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(400));
        Assert.That((await SendAsync(HttpMethod.Post, "/__admin/snapshots/none/restore", null, null, null)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Snapshot_IsNotTouchedByWhatHappensAfterRestoringIt()
    {
        var id = AddProcess(1);
        Host.State.Save("one");
        for (var round = 0; round < 3; round++)
        {
            World.ChangeMetadata(Account, id, "Changed", folderId: null, "x");
            Host.State.Restore("one");
            Assert.That((await GetAsync($"Component/{id}")).Attribute("name"), Is.EqualTo("Process 1"));
        }
    }

    [Test]
    public async Task Reset_GoesBackToTheBaselineAndForgetsFaultsAndJournal()
    {
        var id = AddProcess(1);
        Host.Faults.Add(new Faults.FaultRule { Operation = "Branch.*", Effect = Faults.FaultEffect.Status });
        await GetAsync($"Component/{id}");
        await SendAsync(HttpMethod.Post, "/__admin/reset", null, null, null);
        Assert.That((await GetAsync($"Component/{id}")).Status, Is.EqualTo(400));
        Assert.That(World.Accounts(), Has.Count.EqualTo(2));
        Assert.That(Host.Faults.List(), Is.Empty);
    }

    [Test]
    public async Task ExportAndImport_CarryTheWholeState()
    {
        var id = World.AddComponent(Account, "A/B", "connector-settings", "database", "C", "<X xmlns=\"\" password=\"p\"/>").ComponentId;
        var user = AddProcess(2, id);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, user, Process(), branch);
        World.LockComponent(Account, user);
        var package = World.AddPackage(Account, user, "1.0", "n").PackageId;
        var paths = new[]
        {
            $"Component/{id}", $"Component/{user}~{branch}", $"PackagedComponent/{package}", $"PackagedComponentManifest/{package}", $"Branch/{branch}",
            $"ComponentReference/{id}",
        };
        var before = await Task.WhenAll(paths.Select(path => GetAsync(path)));
        var state = await SendAsync(HttpMethod.Get, "/__admin/state", null, null, null);

        await using var other = await EmulatorHost.StartAsync(new EmulatorOptions(), Clock);
        using var client = new HttpClient { BaseAddress = other.Address };
        using var body = new StringContent(state.Text);
        using var imported = await client.PutAsync(new Uri("/__admin/state", UriKind.Relative), body);
        Assert.That((int)imported.StatusCode, Is.EqualTo(204));
        client.DefaultRequestHeaders.Authorization = Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        foreach (var (path, answer) in paths.Zip(before))
        {
            Assert.That(answer.Status, Is.EqualTo(200), path);
            Assert.That(await client.GetStringAsync(new Uri($"/api/rest/v1/{Account}/{path}", UriKind.Relative)), Is.EqualTo(answer.Text), path);
        }

        Assert.That(() => other.World.UpdateComponent(Account, user, Process()), Throws.Exception.With.Message.Contains("locked"));
    }

    [Test]
    public async Task Import_OfNonsense_Answers400AndChangesNothing()
    {
        var id = AddProcess(1);
        Assert.That((await SendAsync(HttpMethod.Put, "/__admin/state", "{\"world\":null}", "application/json", null)).Status, Is.EqualTo(400));
        Assert.That((await SendAsync(HttpMethod.Put, "/__admin/state", "{", "application/json", null)).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"Component/{id}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task DataFile_SurvivesARestart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"emulator-{TestContext.CurrentContext.Test.ID}-{Environment.ProcessId}.json");
        try
        {
            await using (var first = await EmulatorHost.StartAsync(new EmulatorOptions { DataFile = file }, Clock))
                first.World.AddAccount("kept-1", "Kept");

            await using var second = await EmulatorHost.StartAsync(new EmulatorOptions { DataFile = file }, Clock);
            Assert.That(second.World.Accounts().Single().Name, Is.EqualTo("Kept"));
            second.World.Reset();
            Assert.That(second.World.Accounts(), Has.Count.EqualTo(1));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Seed_GivesTheSameIdsAgain()
    {
        Host.State.Save("one");
        var first = World.AddComponent(Account, "A", "process", string.Empty, "P", Process()).ComponentId;
        Host.State.Restore("one");
        Assert.That(World.AddComponent(Account, "A", "process", string.Empty, "P", Process()).ComponentId, Is.EqualTo(first));
    }
}
