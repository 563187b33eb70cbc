using System.Text.Json;
using BoomiEmulator.Limits;

namespace BoomiEmulator.Tests.Platform;

internal sealed class MergeTests : PlatformFixture
{
    private string Main => World.MainBranch(Account).Id;

    [Test]
    public async Task C30_WrongFields_Answer400()
    {
        var branch = NewBranch("promo");
        Assert.That((await PostAsync("MergeRequest", $"{{\"sourceBranchId\":\"{branch}\",\"targetBranchId\":\"main\"}}")).Status, Is.EqualTo(400));
        Assert.That((await CreateAsync(branch, "OVERRIDE", priority: branch)).Status, Is.EqualTo(400));
        Assert.That((await CreateAsync(branch, "SUBSET")).Message, Is.EqualTo("Unsupported strategy: SUBSET via API call"));
        World.DeleteBranch(Account, branch, "x");
        Assert.That((await CreateAsync(branch, "OVERRIDE")).Message, Is.EqualTo($"Source branch with id: {branch} was deleted"));
    }

    [Test]
    public async Task C31_Stages_PassWithTime()
    {
        Host.Settings.Delays = new EmulatorDelays { MergeStage = TimeSpan.FromSeconds(1) };
        var branch = Changed(AddProcess(1));
        var created = await CreateAsync(branch, "OVERRIDE");
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.That(id, Does.StartWith("TVI6"));
        Assert.That(Stage(created), Is.EqualTo("DRAFTING"));
        Assert.That((await ExecuteAsync(id, "MERGE")).Status, Is.EqualTo(400));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("DRAFTED"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("REVIEWING"));
        Assert.That((await ExecuteAsync(id, "REVERT")).Status, Is.EqualTo(400));
        Assert.That(Stage(await ExecuteAsync(id, "MERGE")), Is.EqualTo("MERGING"));
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("MERGING"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("MERGED"));
        Assert.That((await ExecuteAsync(id, "MERGE")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C34_Override_WritesTheBranchsContentToMainAsAHigherVersion()
    {
        var component = AddProcess(1);
        var branch = Changed(component);
        var added = (await PostXmlAsync("Component", Document("New", "process", Process(), $"branchId=\"{branch}\""))).Attribute("componentId");
        World.UpdateComponent(Account, component, Process(Guid(77)));
        var id = await IdAsync(CreateAsync(branch, "OVERRIDE"));
        await ExecuteAsync(id, "MERGE");
        var read = await GetAsync($"Component/{component}");
        Assert.That(read.Attribute("version"), Is.EqualTo("4"));
        Assert.That(read.Text, Does.Contain(Guid(5)));
        Assert.That((await GetAsync($"Component/{added}")).Attribute("branchName"), Is.EqualTo("main"));
        var details = Details(await GetAsync($"MergeRequest/{id}"));
        Assert.That(details[component].GetProperty("mergeRevision").GetInt32(), Is.EqualTo(4));
        Assert.That((details[component].GetProperty("changeType").GetString(), details[component].GetProperty("conflict").GetBoolean()), Is.EqualTo(("MODIFIED", true)));
        Assert.That(details[added].GetProperty("changeType").GetString(), Is.EqualTo("ADDED"));
    }

    [Test]
    public async Task C34_PriorityDestination_KeepsMainInConflicts()
    {
        var component = AddProcess(1);
        var branch = Changed(component);
        World.UpdateComponent(Account, component, Process(Guid(77)));
        await ExecuteAsync(await IdAsync(CreateAsync(branch, "OVERRIDE", "DESTINATION")), "MERGE");
        Assert.That((await GetAsync($"Component/{component}")).Text, Does.Contain(Guid(77)));
    }

    [Test]
    public async Task C31_Revert_BringsMainBack()
    {
        var component = AddProcess(1);
        var branch = Changed(component);
        var added = (await PostXmlAsync("Component", Document("New", "process", Process(), $"branchId=\"{branch}\""))).Attribute("componentId");
        var id = await IdAsync(CreateAsync(branch, "OVERRIDE"));
        await ExecuteAsync(id, "MERGE");
        Assert.That(Stage(await ExecuteAsync(id, "REVERT")), Is.EqualTo("REVERTED"));
        var read = await GetAsync($"Component/{component}");
        Assert.That((read.Attribute("version"), read.Text.Contains(Guid(5), StringComparison.Ordinal)), Is.EqualTo(("4", false)));
        Assert.That((await GetAsync($"Component/{added}")).Status, Is.EqualTo(400));
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("REVERTED"));
    }

    [TestCase("OVERRIDE", 5)]
    [TestCase("KEEP_DESTINATION", 77)]
    public async Task C32_ConflictResolve_NeedsResolutions(string resolution, int expected)
    {
        var component = AddProcess(1);
        var branch = Changed(component);
        World.UpdateComponent(Account, component, Process(Guid(77)));
        var id = await IdAsync(CreateAsync(branch, "CONFLICT_RESOLVE"));
        var refused = await ExecuteAsync(id, "MERGE");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((400, $"Found miss conflict resolution components in MR id {id}: [{component}]")));
        var resolved = await PostAsync(
            $"MergeRequest/{id}",
            $"{{\"id\":\"{id}\",\"MergeRequestDetails\":{{\"MergeRequestDetail\":[{{\"componentGuid\":\"{component}\",\"resolution\":\"{resolution}\"}}]}}}}");
        Assert.That(Details(resolved)[component].GetProperty("stage").GetString(), Is.EqualTo("CONFLICT_RESOLVED"));
        Assert.That((await ExecuteAsync(id, "MERGE")).Status, Is.EqualTo(200));
        Assert.That((await GetAsync($"Component/{component}")).Text, Does.Contain(Guid(expected)));
    }

    [TestCase("CONFLICT_RESOLVE")]
    [TestCase("OVERRIDE")]
    public async Task C32_NothingToMerge_IsRefusedAtExecution(string strategy)
    {
        var branch = strategy == "OVERRIDE" ? NewBranch("empty") : Changed(AddProcess(1));
        var id = await IdAsync(CreateAsync(branch, strategy));
        Assert.That((await GetAsync($"MergeRequest/{id}")).Json.TryGetProperty("MergeRequestDetails", out _), Is.False);
        Assert.That((await ExecuteAsync(id, "MERGE")).Message, Is.EqualTo("Select at least one component"));
    }

    [Test]
    public async Task Excluded_ComponentsAreLeftOut()
    {
        var component = AddProcess(1);
        var other = AddProcess(2);
        var branch = Changed(component);
        World.UpdateComponent(Account, other, Process(Guid(6)), branch);
        var id = await IdAsync(CreateAsync(branch, "OVERRIDE"));
        await ExecuteAsync(id, "MERGE", $",\"MergeRequestDetails\":{{\"MergeRequestDetail\":[{{\"componentGuid\":\"{other}\",\"excluded\":true}}]}}");
        Assert.That((await GetAsync($"Component/{component}")).Attribute("version"), Is.EqualTo("3"));
        Assert.That((await GetAsync($"Component/{other}")).Attribute("version"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Draft_IsASnapshot()
    {
        var component = AddProcess(1);
        var branch = Changed(component);
        var id = await IdAsync(CreateAsync(branch, "OVERRIDE"));
        World.UpdateComponent(Account, component, Process(Guid(88)), branch);
        await ExecuteAsync(id, "MERGE");
        Assert.That((await GetAsync($"Component/{component}")).Text, Does.Contain(Guid(5)).And.Not.Contains(Guid(88)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LockedOrFailing_EndsFailedToMerge_AndCanBeTriedAgain(bool locked)
    {
        var component = AddProcess(1);
        var id = await IdAsync(CreateAsync(Changed(component), "OVERRIDE"));
        Host.Settings.Switches = new EmulatorSwitches { MergesFail = !locked };
        if (locked)
            World.LockComponent(Account, component);

        await ExecuteAsync(id, "MERGE");
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("FAILED_TO_MERGE"));
        World.UnlockComponent(Account, component);
        Host.Settings.Switches = new EmulatorSwitches();
        await ExecuteAsync(id, "MERGE");
        Assert.That(Stage(await GetAsync($"MergeRequest/{id}")), Is.EqualTo("MERGED"));
    }

    [Test]
    public async Task C33_QueryWithoutABranch_Answers400()
    {
        var branch = Changed(AddProcess(1));
        await CreateAsync(branch, "OVERRIDE");
        Assert.That((await QueryAsync("MergeRequest", "EQUALS", "stage", "REVIEWING")).Status, Is.EqualTo(400));
        Assert.That((await QueryAsync("MergeRequest", "LIKE", "sourceBranchId", branch)).Status, Is.EqualTo(400));
        var both = await PostAsync("MergeRequest/query", Filter(Group("and", Test("EQUALS", "sourceBranchId", branch), Test("EQUALS", "stage", "REVIEWING"))));
        Assert.That(both.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Deleted_IsGone()
    {
        var id = await IdAsync(CreateAsync(Changed(AddProcess(1)), "OVERRIDE"));
        Assert.That((await DeleteAsync($"MergeRequest/{id}")).Status, Is.EqualTo(200));
        Assert.That((await GetAsync($"MergeRequest/{id}")).Status, Is.EqualTo(400));
    }

    [TestCase(false, 200)]
    [TestCase(true, 400)]
    public async Task SecondOpenRequest_FollowsTheSwitch(bool refused, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DuplicateMergeRequestRefused = refused };
        var branch = Changed(AddProcess(1));
        await CreateAsync(branch, "OVERRIDE");
        Assert.That((await CreateAsync(branch, "OVERRIDE")).Status, Is.EqualTo(status));
    }

    private static string? Stage(Answer answer) => answer.Json.GetProperty("stage").GetString();

    private static Dictionary<string, JsonElement> Details(Answer answer) =>
        answer.Json.GetProperty("MergeRequestDetails").GetProperty("MergeRequestDetail").EnumerateArray().ToDictionary(d => d.GetProperty("componentGuid").GetString()!);

    private static async Task<string> IdAsync(Task<Answer> created) => (await created).Json.GetProperty("id").GetString()!;

    /// <summary>A branch on which the component refers to component 5.</summary>
    private string Changed(string component)
    {
        var branch = NewBranch("promo");
        World.UpdateComponent(Account, component, Process(Guid(5)), branch);
        return branch;
    }

    private Task<Answer> CreateAsync(string source, string strategy, string priority = "SOURCE") => PostAsync(
        "MergeRequest", $"{{\"sourceBranchId\":\"{source}\",\"destinationBranchId\":\"{Main}\",\"strategy\":\"{strategy}\",\"priorityBranch\":\"{priority}\"}}");

    private Task<Answer> ExecuteAsync(string id, string action, string more = "") =>
        PostAsync($"MergeRequest/execute/{id}", $"{{\"id\":\"{id}\",\"mergeRequestAction\":\"{action}\"{more}}}");
}
