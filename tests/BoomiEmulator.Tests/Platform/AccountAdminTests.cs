using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class AccountAdminTests : PlatformFixture
{
    private const string Admin = "/__admin/accounts/" + Account;

    [Test]
    public async Task Overview_ShowsMainBranchesPacksAndReleases()
    {
        var process = AddProcess(1);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, process, Process(Guid(5)), branch);
        World.AddPackage(Account, process, "1.0", "n");
        var pack = World.AddPack(Account, "Orders", "MULTI", "d", new PackContent(process, null, "1.0")).Id;
        World.ReleasePack(Account, new ReleaseRequest(pack, "IMMEDIATELY", null, [(process, "1.0")]), "x");
        World.CreateMerge(Account, branch, World.MainBranch(Account).Id, "OVERRIDE", "SOURCE", "x");
        World.AddEnvironment(Account, "Test", "TEST");
        var json = (await SendAsync(HttpMethod.Get, Admin, null, null, null)).Json;
        var component = json.GetProperty("components")[0];
        Assert.Multiple(() =>
        {
            Assert.That(component.GetProperty("mainVersion").GetInt32(), Is.EqualTo(1));
            Assert.That(component.GetProperty("branches").GetProperty("promo").GetInt32(), Is.EqualTo(2));
            Assert.That(component.GetProperty("folderPath").GetString(), Is.EqualTo("Acme/Orders"));
            Assert.That(json.GetProperty("packs")[0].GetProperty("components")[0].GetProperty("currentVersion").GetString(), Is.EqualTo("1.0"));
            Assert.That(json.GetProperty("releases")[0].GetProperty("status").GetString(), Is.EqualTo("SUCCESS"));
            Assert.That(json.GetProperty("merges")[0].GetProperty("stage").GetString(), Is.EqualTo("REVIEWING"));
            Assert.That(json.GetProperty("packages")[0].GetProperty("componentName").GetString(), Is.EqualTo("Process 1"));
            Assert.That(json.GetProperty("environments")[0].GetProperty("name").GetString(), Is.EqualTo("Test"));
        });
    }

    [TestCase(null)]
    [TestCase("promo")]
    public async Task Component_IsEditedByHand(string? branch)
    {
        var process = AddProcess(1);
        var branchId = NewBranch("promo");
        var query = branch is null ? string.Empty : $"?branch={branch}&user=eve@acme.test";
        var answer = await SendAsync(HttpMethod.Post, $"{Admin}/components/{process}{query}", Process(Guid(5)), "application/xml", null);
        Assert.That(answer.Json.GetProperty("version").GetInt32(), Is.EqualTo(2));
        var seen = World.Component(Account, process, branch is null ? null : branchId);
        Assert.That((seen.Version, seen.ModifiedBy), Is.EqualTo((2, branch is null ? "somebody@acme.test" : "eve@acme.test")));
        await SendAsync(HttpMethod.Delete, $"{Admin}/components/{process}", null, null, null);
        Assert.That((await GetAsync($"Component/{process}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Pack_IsMadeAndEditedByHand_AndItsReleaseFails()
    {
        var process = AddProcess(1);
        World.AddPackage(Account, process, "1.0", "n");
        var made = await SendAsync(HttpMethod.Post, $"{Admin}/packs", "{\"name\":\"Orders\"}", "application/json", null);
        var pack = made.Json.GetProperty("id").GetString()!;
        var edited = await SendAsync(
            HttpMethod.Put, $"{Admin}/packs/{pack}/components", $"[{{\"componentId\":\"{process}\",\"currentVersion\":\"1.0\",\"deleted\":true}}]", "application/json", null);
        Assert.That(edited.Status, Is.EqualTo(200));
        Assert.That(World.Pack(Account, pack).Entries.Single(), Is.EqualTo(new PackEntryView(process, "Process 1", "process", "1.0", null, "1.0", Removed: true)));
        await SendAsync(HttpMethod.Put, $"{Admin}/packs/{pack}/failing-releases", "{\"count\":1}", "application/json", null);
        World.EditPack(Account, pack, [new PackContent(process, "1.0")]);
        Assert.That(World.ReleasePack(Account, new ReleaseRequest(pack, "IMMEDIATELY", null, [(process, "1.0")]), "x").Fails, Is.True);
        Assert.That(World.ReleasePack(Account, new ReleaseRequest(pack, "IMMEDIATELY", null, [(process, "1.0")]), "x").Fails, Is.False);
    }

    [TestCase("GET", "", "")]
    [TestCase("POST", "/components/x", "<process xmlns=\"\"/>")]
    [TestCase("DELETE", "/components/x", "")]
    [TestCase("POST", "/packs", "{\"name\":\"\"}")]
    [TestCase("POST", "/packs", "[")]
    [TestCase("PUT", "/packs/x/components", "[]")]
    [TestCase("PUT", "/packs/x/failing-releases", "{\"count\":1}")]
    [TestCase("POST", "/environments", "{\"name\":\"E\",\"classification\":\"X\"}")]
    public async Task WhatIsNotThereOrNotRight_Answers400(string method, string path, string body)
    {
        var account = path.Length == 0 ? "nobody" : Account;
        var answer = await SendAsync(new HttpMethod(method), $"/__admin/accounts/{account}{path}", body.Length == 0 ? null : body, "application/json", null);
        Assert.That(answer.Status, Is.EqualTo(400));
    }
}
