using BoomiEmulator.Limits;

namespace BoomiEmulator.Tests.Platform;

internal sealed class BranchTests : PlatformFixture
{
    [Test]
    public async Task C28_NewBranch_IsCreatingUntilItsDelayHasPassed()
    {
        Host.Settings.Delays = new EmulatorDelays { BranchReady = TimeSpan.FromSeconds(5) };
        var created = await CreateAsync("promo-7");
        Assert.That(Stage(created), Is.EqualTo((false, "CREATING")));
        var id = created.Json.GetProperty("id").GetString();
        Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.That(Stage(await GetAsync($"Branch/{id}")), Is.EqualTo((false, "CREATING")));
        Assert.That((await PostXmlAsync("Component", Document("X", "process", Process(), $"branchId=\"{id}\""))).Status, Is.EqualTo(200), "writes succeed already");
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(Stage(await GetAsync($"Branch/{id}")), Is.EqualTo((true, "NORMAL")));
    }

    [Test]
    public async Task C28_BranchId_IsUnpaddedBase64()
    {
        var id = (await CreateAsync("promo-7")).Json.GetProperty("id").GetString()!;
        Assert.That(id, Does.StartWith("Qjo").And.Not.Contains("="));
    }

    [TestCase(false, BranchLimitText.MaximumReached, 20, "maximum number of branches")]
    [TestCase(true, BranchLimitText.LimitExceeded, 19, "limit exceeded")]
    [TestCase(false, BranchLimitText.Vague, 20, "could not be created")]
    public async Task C28_BeyondTheLimit_Answers400InTheWordsOfTheSwitch(bool mainCounts, BranchLimitText text, int allowed, string words)
    {
        Host.Settings.Switches = new EmulatorSwitches { MainCountsTowardBranchLimit = mainCounts, BranchLimitText = text };
        for (var i = 0; i < allowed; i++)
            Assert.That((await CreateAsync($"b{i}")).Status, Is.EqualTo(200));

        var refused = await CreateAsync("one-more");
        Assert.That(refused.Status, Is.EqualTo(400));
        Assert.That(refused.Message, Does.Contain(words));
        var first = (await QueryAsync("Branch", "EQUALS", "name", "b0")).Rows.Single().GetProperty("id").GetString();
        await DeleteAsync($"Branch/{first}");
        Assert.That((await CreateAsync("one-more")).Status, Is.EqualTo(200), "a deleted branch does not count");
    }

    [Test]
    public async Task C28_TwentyFiveParallelCreates_NeverExceedTheLimit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(i => CreateAsync($"b{i}")));
        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(20));
        Assert.That(answers.Count(answer => answer.Status == 400), Is.EqualTo(5));
        Assert.That(World.Branches(Account), Has.Count.EqualTo(21));
    }

    [Test]
    public async Task ParallelCreatesOfOneName_MakeOneBranch()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync("same")));
        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
    }

    [Test]
    public async Task C29_DeletedBranch_IsGoneFromQueriesAndRefusesEverything()
    {
        const string Gone = "Specified branch is already deleted.";
        var component = AddProcess(1);
        var id = NewBranch("promo-7");
        var deleted = await DeleteAsync($"Branch/{id}");
        Assert.That((deleted.Status, deleted.Text), Is.EqualTo((200, "{true}")));
        Assert.That((await DeleteAsync($"Branch/{id}")).Message, Is.EqualTo(Gone));
        Assert.That((await GetAsync($"Branch/{id}")).Message, Is.EqualTo(Gone));
        var push = await PostXmlAsync($"Component/{component}", Document("X", "process", Process(), $"branchId=\"{id}\""));
        Assert.That((push.Status, push.Message), Is.EqualTo((400, Gone)));
        Assert.That((await GetAsync($"Component/{component}~{id}", accept: "application/xml")).Message, Does.Contain("is invalid"));
        Assert.That((await QueryAsync("Branch", "EQUALS", "name", "promo-7")).Rows, Is.Empty);
    }

    [Test]
    public async Task C29_Delete_ToleratesABody()
    {
        var id = NewBranch("promo-7");
        Assert.That((await SendAsync(HttpMethod.Delete, $"/api/rest/v1/{Account}/Branch/{id}", "{}", "application/json", "application/json")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task C29_Main_CannotBeDeletedOrRenamed()
    {
        var main = World.MainBranch(Account).Id;
        Assert.That((await DeleteAsync($"Branch/{main}")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync($"Branch/{main}", "{\"name\":\"other\"}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Main_IsFoundByName_AndDiffersByAccount()
    {
        var main = (await QueryAsync("Branch", "EQUALS", "name", "main")).Rows.Single().GetProperty("id").GetString();
        Assert.That(main, Is.EqualTo(World.MainBranch(Account).Id).And.Not.EqualTo(World.MainBranch(Sub).Id));
    }

    [TestCase("a/b c:d", "a-b c-d")]
    [TestCase("ok_1.2-x", "ok_1.2-x")]
    public async Task Names_AreCleaned(string sent, string stored) =>
        Assert.That((await CreateAsync(sent)).Json.GetProperty("name").GetString(), Is.EqualTo(stored));

    [Test]
    public async Task Rename_ChangesTheName()
    {
        var id = NewBranch("old");
        NewBranch("taken");
        Assert.That((await PostAsync($"Branch/{id}", $"{{\"id\":\"{id}\",\"name\":\"new\"}}")).Json.GetProperty("name").GetString(), Is.EqualTo("new"));
        Assert.That((await PostAsync($"Branch/{id}", "{\"name\":\"taken\"}")).Status, Is.EqualTo(400));
        Assert.That((await PostAsync($"Branch/{id}", "{\"id\":\"other\",\"name\":\"x\"}")).Status, Is.EqualTo(400));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task NameOfADeletedBranch_FollowsTheSwitch(bool reusable, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { DeletedBranchNameReusable = reusable };
        World.DeleteBranch(Account, NewBranch("again"), "x");
        Assert.That((await CreateAsync("again")).Status, Is.EqualTo(status));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task CreateWithoutParent_FollowsTheSwitch(bool defaults, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { BranchParentDefaultsToMain = defaults };
        Assert.That((await PostAsync("Branch", "{\"name\":\"x\"}")).Status, Is.EqualTo(status));
    }

    [TestCase(true, 200)]
    [TestCase(false, 400)]
    public async Task BranchOfABranch_FollowsTheSwitch_AndSeesItsParentsContent(bool allowed, int status)
    {
        Host.Settings.Switches = new EmulatorSwitches { BranchOfBranchAllowed = allowed };
        var component = AddProcess(1);
        var parent = NewBranch("first");
        World.UpdateComponent(Account, component, Process(Guid(5)), parent);
        var created = await PostAsync("Branch", $"{{\"parentId\":\"{parent}\",\"name\":\"second\"}}");
        Assert.That(created.Status, Is.EqualTo(status));
        if (allowed)
        {
            World.UpdateComponent(Account, component, Process(Guid(6)), parent);
            var read = await GetAsync($"Component/{component}~{created.Json.GetProperty("id").GetString()}");
            Assert.That((read.Attribute("version"), read.Attribute("branchName")), Is.EqualTo(("2", "first")));
            Assert.That(created.Json.GetProperty("parentName").GetString(), Is.EqualTo("first"));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task FromAPackageOrDeployment_SeesWhatThePackageFroze(bool fromDeployment)
    {
        var component = AddProcess(1);
        var package = World.AddPackage(Account, component, "1.0", "n");
        World.UpdateComponent(Account, component, Process(Guid(5)));
        var source = fromDeployment ? World.AddDeployment(Account, package.PackageId, "env").DeploymentId : package.PackageId;
        var created = await PostAsync("Branch", $"{{\"packageId\":\"{source}\",\"name\":\"fix\"}}");
        Assert.That(created.Json.GetProperty("packageId").GetString(), Is.EqualTo(package.PackageId));
        Assert.That((await GetAsync($"Component/{component}~{created.Json.GetProperty("id").GetString()}")).Attribute("version"), Is.EqualTo("1"));
        Assert.That((await PostAsync("Branch", "{\"packageId\":\"x\",\"name\":\"y\"}")).Status, Is.EqualTo(400));
    }

    private static (bool Ready, string? Stage) Stage(Answer answer) => (answer.Json.GetProperty("ready").GetBoolean(), answer.Json.GetProperty("stage").GetString());

    private Task<Answer> CreateAsync(string name) => PostAsync("Branch", $"{{\"parentId\":\"{World.MainBranch(Account).Id}\",\"name\":\"{name}\"}}");
}
