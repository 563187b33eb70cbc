using BoomiEmulator.Faults;
using BoomiEmulator.Limits;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class ReleaseTests : PlatformFixture
{
    private string _process = string.Empty;
    private string _pack = string.Empty;

    [SetUp]
    public void Seed()
    {
        _process = AddProcess(1);
        World.AddPackage(Account, _process, "1.0", "n");
        World.AddPackage(Account, _process, "1.1", "n");
        _pack = World.AddPack(Account, "Orders", "MULTI", "d", new PackContent(_process, "1.0", "1.1")).Id;
        Host.Settings.Delays = new EmulatorDelays { Release = TimeSpan.FromMinutes(3) };
    }

    [Test]
    public async Task C40_Release_Answers202UntilItHasReachedTheSubscribers()
    {
        var asked = await ReleaseAsync("1.1");
        var id = asked.Json.GetProperty("requestId").GetString()!;
        Assert.That(id, Does.StartWith("release-"));
        Assert.That(asked.Json.GetProperty("releaseStatusUrl").GetString(), Does.StartWith(Host.Address.ToString()).And.EndsWith($"ReleaseIntegrationPackStatus/{id}"));
        var running = await StatusAsync(id);
        Assert.That((running.Status, Value(running), Current()), Is.EqualTo((202, "IN_PROGRESS", "1.0")));
        Clock.Advance(TimeSpan.FromMinutes(3));
        var done = await StatusAsync(id);
        Assert.That((done.Status, Value(done), Current()), Is.EqualTo((200, "SUCCESS", "1.1")));
        var package = done.Json.GetProperty("ReleasePackagedComponents").GetProperty("ReleasePackagedComponent")[0];
        Assert.That(package.GetProperty("releasedVersion").GetString(), Is.EqualTo("1.1"));
        Assert.That(World.Pack(Account, _pack).Entries.Single().PendingVersion, Is.Null);
        Assert.That((await GetAsync("ReleaseIntegrationPackStatus/release-unknown")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C40_FutureDate_IsScheduled_AndCanBeChangedUntilItStarts()
    {
        var asked = await ReleaseAsync("1.1", "\"releaseSchedule\":\"RELEASE_ON_SPECIFIED_DATE\",\"releaseOnDate\":\"2026-02-03\"");
        var id = asked.Json.GetProperty("requestId").GetString()!;
        var scheduled = await StatusAsync(id);
        Assert.That((scheduled.Status, Value(scheduled)), Is.EqualTo((202, "SCHEDULED")));
        var changed = await PostAsync($"ReleaseIntegrationPack/{_pack}", $"{{\"id\":\"{_pack}\",\"releaseSchedule\":\"RELEASE_ON_SPECIFIED_DATE\",\"releaseOnDate\":\"2026-02-05\"}}");
        Assert.That(changed.Json.GetProperty("requestId").GetString(), Is.EqualTo(id));
        Clock.Advance(TimeSpan.FromDays(3));
        Assert.That(Value(await StatusAsync(id)), Is.EqualTo("SCHEDULED"));
        Clock.Advance(TimeSpan.FromHours(14));
        Assert.That(Value(await StatusAsync(id)), Is.EqualTo("IN_PROGRESS"));
        Assert.That((await PostAsync($"ReleaseIntegrationPack/{_pack}", "{\"releaseSchedule\":\"IMMEDIATELY\"}")).Status, Is.EqualTo(400));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That((Value(await StatusAsync(id)), Current()), Is.EqualTo(("SUCCESS", "1.1")));
    }

    [TestCase("\"releaseSchedule\":\"SOON\"")]
    [TestCase("\"x\":1")]
    [TestCase("\"releaseSchedule\":\"RELEASE_ON_SPECIFIED_DATE\"")]
    [TestCase("\"releaseSchedule\":\"RELEASE_ON_SPECIFIED_DATE\",\"releaseOnDate\":\"2026-02-01\"")]
    [TestCase("\"releaseSchedule\":\"RELEASE_ON_SPECIFIED_DATE\",\"releaseOnDate\":\"3.2.2026\"")]
    public async Task Release_WithAWrongSchedule_Answers400(string schedule) => Assert.That((await ReleaseAsync("1.1", schedule)).Status, Is.EqualTo(400));

    [Test]
    public async Task Release_OfUnknownPackComponentOrVersion_Answers400()
    {
        World.AddPackage(Account, _process, "1.2", "n", shareable: false);
        Assert.That((await ReleaseAsync("9.9")).Status, Is.EqualTo(400));
        Assert.That((await ReleaseAsync("1.2")).Status, Is.EqualTo(400), "not shareable");
        Assert.That((await PostAsync("ReleaseIntegrationPack", $"{{\"id\":\"{_pack}\",\"releaseSchedule\":\"IMMEDIATELY\"}}")).Status, Is.EqualTo(400), "nothing listed");
        Assert.That((await PostAsync("ReleaseIntegrationPack", $"{{\"id\":\"{Guid(9)}\",\"releaseSchedule\":\"IMMEDIATELY\"}}")).Status, Is.EqualTo(400));
        Assert.That((await ReleaseAsync("1.1", "\"releaseSchedule\":\"IMMEDIATELY\"", Guid(7))).Status, Is.EqualTo(400));
        Assert.That((await GetAsync($"ReleaseIntegrationPack/{_pack}")).Status, Is.EqualTo(404), "nothing to read here");
    }

    [TestCase(false, 200)]
    [TestCase(true, 200)]
    [TestCase(true, 500)]
    public async Task FailedRelease_EndsInError_AndChangesNothing(bool bySwitch, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { ReleasesFail = bySwitch, FailedReleaseStatusCode = status };
        if (!bySwitch)
            World.FailReleases(Account, _pack, 1);

        var id = (await ReleaseAsync("1.1")).Json.GetProperty("requestId").GetString()!;
        Assert.That(Value(await StatusAsync(id)), Is.EqualTo("IN_PROGRESS"));
        Clock.Advance(TimeSpan.FromMinutes(3));
        var failed = await StatusAsync(id);
        Assert.That((failed.Status, Value(failed), Current()), Is.EqualTo((status, "ERROR", "1.0")));
        Assert.That(World.Pack(Account, _pack).Entries.Single().PendingVersion, Is.EqualTo("1.1"));
        Host.Settings.Switches = new EmulatorSwitches();
        var again = (await ReleaseAsync("1.1")).Json.GetProperty("requestId").GetString()!;
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That((Value(await StatusAsync(again)), Current()), Is.EqualTo(("SUCCESS", "1.1")));
    }

    [Test]
    public async Task C40_RunningRelease_MayAnswerWithoutABody()
    {
        Host.Settings.Switches = new EmulatorSwitches { RunningReleaseStatusEmpty = true };
        var id = (await ReleaseAsync("1.1")).Json.GetProperty("requestId").GetString()!;
        var running = await StatusAsync(id);
        Assert.That((running.Status, running.Text), Is.EqualTo((202, string.Empty)));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That(Value(await StatusAsync(id)), Is.EqualTo("SUCCESS"));
    }

    [TestCase(true, 400)]
    [TestCase(false, 200)]
    public async Task SecondReleaseOfAPack_WhileOneRuns_FollowsTheSwitch(bool refused, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { ConcurrentReleaseRefused = refused };
        await ReleaseAsync("1.1");
        Assert.That((await ReleaseAsync("1.0")).Status, Is.EqualTo(status));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That(Current(), Is.EqualTo(refused ? "1.1" : "1.0"));
    }

    [TestCase(true, 1)]
    [TestCase(false, 2)]
    public async Task ComponentsLeftOut_AreDroppedByTheSwitch(bool drops, int left)
    {
        Host.Settings.Switches = new EmulatorSwitches { ReleaseDropsUnlisted = drops };
        var other = AddProcess(2);
        World.AddPackage(Account, other, "1.0", "n");
        World.EditPack(Account, _pack, [new PackContent(_process, "1.0", "1.1"), new PackContent(other, "1.0")]);
        await ReleaseAsync("1.1");
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That(World.Pack(Account, _pack).Pack.Released, Has.Count.EqualTo(left));
        Assert.That(World.Pack(Account, _pack).Entries, Has.Count.EqualTo(left));
    }

    [Test]
    public async Task WhatIsPutInWhileAReleaseRuns_WaitsForTheNextOne()
    {
        await ReleaseAsync("1.1");
        var other = AddProcess(2);
        World.AddPackage(Account, other, "1.0", "n");
        World.UpdatePack(Account, _pack, new PackChange(null, null, null, "ADD", [_process, other]));
        Clock.Advance(TimeSpan.FromMinutes(3));
        var entries = World.Pack(Account, _pack).Entries;
        Assert.That(entries.Select(entry => (entry.ComponentId, entry.CurrentVersion, entry.PendingVersion)), Is.EqualTo(new (string, string?, string?)[] { (_process, "1.1", null), (other, null, "1.0") }));
    }

    [Test]
    public async Task LostAnswer_LeavesAReleaseThatRuns()
    {
        Host.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Nth = 1, Effect = FaultEffect.CutAfter });
        Assert.That(async () => await ReleaseAsync("1.1"), Throws.InstanceOf<HttpRequestException>());
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That(Current(), Is.EqualTo("1.1"));
        Assert.That(Host.Journal.Entries("ReleaseIntegrationPack.create").Single().Fault, Is.EqualTo("CutAfter"));
    }

    [Test]
    public async Task Snapshot_KeepsPacksAndReleases()
    {
        var id = (await ReleaseAsync("1.1")).Json.GetProperty("requestId").GetString()!;
        var state = await SendAsync(HttpMethod.Get, "/__admin/state", null, null, null);
        World.DeletePack(Account, _pack);
        Assert.That((await SendAsync(HttpMethod.Put, "/__admin/state", state.Text, "application/json", null)).Status, Is.EqualTo(204));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That((Value(await StatusAsync(id)), Current()), Is.EqualTo(("SUCCESS", "1.1")));
    }

    private static string? Value(Answer answer) => answer.Json.GetProperty("releaseStatus").GetString();

    private string? Current() => World.Pack(Account, _pack).Entries.Single(entry => entry.ComponentId == _process).CurrentVersion;

    private Task<Answer> StatusAsync(string id) => GetAsync($"ReleaseIntegrationPackStatus/{id}");

    private Task<Answer> ReleaseAsync(string version, string schedule = "\"releaseSchedule\":\"IMMEDIATELY\"", string? component = null) => PostAsync(
        "ReleaseIntegrationPack",
        $"{{\"id\":\"{_pack}\",\"name\":\"Orders\",\"installationType\":\"MULTI\",{schedule},\"ReleasePackagedComponents\":{{\"ReleasePackagedComponent\":"
        + $"[{{\"componentId\":\"{component ?? _process}\",\"version\":\"{version}\"}}]}}}}");
}
