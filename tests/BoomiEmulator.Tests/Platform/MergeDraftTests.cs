using System.Text.Json;
using BoomiEmulator.Limits;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class MergeDraftTests : PlatformFixture
{
    private string Main => World.MainBranch(Account).Id;

    [Test]
    public async Task FailedDraft_IsDraftedAgainOnRequest()
    {
        Host.Settings.Switches = new EmulatorSwitches { DraftsFail = true };
        Host.Settings.Delays = new EmulatorDelays { MergeStage = TimeSpan.FromSeconds(1) };
        var component = AddProcess(1);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, component, Process(Guid(5)), branch);
        var id = World.CreateMerge(Account, branch, Main, "OVERRIDE", "SOURCE", "x").Id;
        Assert.That(await StageAsync(id), Is.EqualTo("DRAFTING"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await StageAsync(id), Is.EqualTo("FAILED_TO_DRAFT"));
        Assert.That((await ActAsync(id, "MERGE")).Status, Is.EqualTo(400));
        await ActAsync(id, "RETRY_DRAFTING");
        Assert.That(await StageAsync(id), Is.EqualTo("REDRAFTING"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await StageAsync(id), Is.EqualTo("FAILED_TO_REDRAFT"));
        Host.Settings.Switches = new EmulatorSwitches();
        await ActAsync(id, "RETRY_DRAFTING");
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await StageAsync(id), Is.EqualTo("REVIEWING"));
        Assert.That((await ActAsync(id, "RETRY_DRAFTING")).Status, Is.EqualTo(400));
        Assert.That((await ActAsync(id, "MERGE")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task BranchOfABranch_MergesItsOwnAndItsParentsWork_AndNothingElse()
    {
        var (own, parents, untouched) = (AddProcess(1), AddProcess(2), AddProcess(3));
        var first = NewBranch("promo-1");
        World.UpdateComponent(Account, parents, Process(Guid(5)), first);
        var second = World.CreateBranch(Account, "promo-2", first, packageId: null, "x").Id;
        World.UpdateComponent(Account, own, Process(Guid(6)), second);
        World.UpdateComponent(Account, untouched, Process(Guid(7)));
        World.UpdateComponent(Account, parents, Process(Guid(8)), first);
        var details = await DetailsAsync(World.CreateMerge(Account, second, Main, "OVERRIDE", "SOURCE", "x").Id);
        Assert.That(details.Keys, Is.EquivalentTo(new[] { own, parents }), "main moved on with the third, which the branch never touched");
        Assert.That(details[parents].GetProperty("sourceRevision").GetInt32(), Is.EqualTo(2), "as the second branch inherited it");
        Assert.That(details[parents].GetProperty("destinationRevision").GetInt32(), Is.EqualTo(1));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task BranchOfABranch_FollowsTheSwitch(bool allowed, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { BranchOfBranchAllowed = allowed };
        Assert.That((await PostAsync("Branch", $"{{\"parentId\":\"{NewBranch("promo-1")}\",\"name\":\"promo-2\"}}")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task MainIntoABranch_BringsWhatMainChangedSince()
    {
        var component = AddProcess(1);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, component, Process(Guid(5)));
        var id = World.CreateMerge(Account, Main, branch, "OVERRIDE", "SOURCE", "x").Id;
        Assert.That((await ActAsync(id, "MERGE")).Status, Is.EqualTo(200));
        Assert.That(World.Component(Account, component, branch).Version, Is.EqualTo(3));
        Assert.That(World.Component(Account, component).Version, Is.EqualTo(2));
    }

    [Test]
    public async Task DeletionOnTheBranch_IsMergedAsADeletion()
    {
        var component = AddProcess(1);
        var branch = NewBranch("promo");
        World.DeleteComponent(Account, component, "x");
        var id = World.CreateMerge(Account, Main, branch, "OVERRIDE", "SOURCE", "x").Id;
        Assert.That((await DetailsAsync(id))[component].GetProperty("changeType").GetString(), Is.EqualTo("DELETED"));
        await ActAsync(id, "MERGE");
        Assert.That((await GetAsync($"Component/{component}~{branch}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task LockedComponent_ShowsInTheDetails()
    {
        var component = AddProcess(1);
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, component, Process(Guid(5)), branch);
        var id = World.CreateMerge(Account, branch, Main, "OVERRIDE", "SOURCE", "x").Id;
        World.LockComponent(Account, component);
        Assert.That((await DetailsAsync(id))[component].GetProperty("lockedOnDestinationBranch").GetBoolean(), Is.True);
    }

    private async Task<string?> StageAsync(string id) => (await GetAsync($"MergeRequest/{id}")).Json.GetProperty("stage").GetString();

    private async Task<Dictionary<string, JsonElement>> DetailsAsync(string id) =>
        (await GetAsync($"MergeRequest/{id}")).Json.GetProperty("MergeRequestDetails").GetProperty("MergeRequestDetail").EnumerateArray()
            .ToDictionary(static detail => detail.GetProperty("componentGuid").GetString()!, StringComparer.Ordinal);

    private Task<Answer> ActAsync(string id, string action) => PostAsync($"MergeRequest/execute/{id}", $"{{\"id\":\"{id}\",\"mergeRequestAction\":\"{action}\"}}");
}
