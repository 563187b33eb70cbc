using BoomiEmulator.Faults;
using BoomiEmulator.Limits;
using Contract.Errors;
using PromotionEngine.Promotions;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>A platform that fails: a named error, and nothing is left.</summary>
[TestFixture]
public sealed class PlatformFailureTests
{
    [Test]
    public async Task ExecutePromotion_CredentialsRefusedFromTheStart_IsAuthFailedAndBeginsNothing()
    {
        await using var engine = await RunningEngine.StartAsync();
        var ids = await MainIdsAsync(engine);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Status = 401, Effect = FaultEffect.Status, Body = "Unauthorized" });

        var answer = await engine.ExecuteAsync(ids, package: engine.Seed.MainPackage.PackageId);

        await traces.AssertNothingWasBegunAsync(answer, ErrorCodes.AuthFailed);
        Assert.That(answer.ErrorMessage, Does.Contain("credentials").IgnoreCase);
    }

    [Test]
    public async Task ExecutePromotion_CredentialsRefusedWhileWriting_IsAuthFailedAndUndone()
    {
        await using var engine = await RunningEngine.StartAsync();
        var ids = await MainIdsAsync(engine);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 8, Status = 401, Effect = FaultEffect.Status, Body = "Unauthorized" });

        var answer = await engine.ExecuteAsync(ids, package: engine.Seed.MainPackage.PackageId);

        var promotion = await traces.AssertUndoneAsync(answer, ErrorCodes.AuthFailed);
        await traces.AssertPublishedAsync(answer);
        Assert.That(promotion.Results, Has.Count.EqualTo(35), "every component has its result");
        Assert.That(promotion.Results.Count(result => result.Action == ComponentResult.Skipped), Is.GreaterThan(5), "nothing is tried after the credentials were refused");
    }

    [Test]
    public async Task ExecutePromotion_PlatformStaysBusy_IsApiRateLimitAfterTheRepeats()
    {
        await using var engine = await RunningEngine.StartAsync();
        var ids = await MainIdsAsync(engine);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Status = 503, Effect = FaultEffect.Status });
        engine.Boomi.Journal.Clear();

        var answer = await engine.ExecuteAsync(ids, package: engine.Seed.MainPackage.PackageId);

        await traces.AssertUndoneAsync(answer, ErrorCodes.ApiRateLimit);
        await traces.AssertPublishedAsync(answer);
        Assert.That(engine.Boomi.Journal.Counts()["Component.create"], Is.InRange(4, 8 * 4), "a few attempts, then none");
    }

    [Test]
    public async Task ExecutePromotion_BusyNowAndThen_IsRetriedAndCompletes()
    {
        await using var engine = await RunningEngine.StartAsync();
        foreach (var operations in new[] { "Component.*", "Folder.*", "Branch.*", "ComponentMetadata.*", "PackagedComponent*" })
        {
            // Three of a kind at most, so that no call meets one at each of its four attempts, in whatever order the calls come.
            engine.Boomi.Faults.Add(new FaultRule { Operation = operations, Every = 2, Times = 3, Status = 503, Effect = FaultEffect.Status });
        }

        var answer = await engine.PromoteMainAsync();

        Assert.That(engine.Boomi.Journal.Entries().Count(entry => entry.Status == 503), Is.GreaterThan(8));
        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 35)));
        await AssertEachOnceAsync(engine, answer);
    }

    [TestCase(FaultEffect.CutBefore, "Component.create")]
    [TestCase(FaultEffect.CutAfter, "Component.create")]
    [TestCase(FaultEffect.Truncate, "Component.create")]
    [TestCase(FaultEffect.CutBefore, "Branch.create")]
    [TestCase(FaultEffect.CutAfter, "Branch.create")]
    [TestCase(FaultEffect.CutAfter, "Folder.create")]
    public async Task ExecutePromotion_AnswerLost_LeavesExactlyOneOfEach(FaultEffect effect, string operation)
    {
        await using var engine = await RunningEngine.StartAsync();
        var ids = await MainIdsAsync(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = operation, Nth = 1, Effect = effect });

        var answer = await engine.ExecuteAsync(ids, package: engine.Seed.MainPackage.PackageId);

        Assert.That((answer.ErrorMessage, answer.ComponentsCreated), Is.EqualTo((string.Empty, 35)), "what was lost is looked up");
        await AssertEachOnceAsync(engine, answer);
    }

    [Test]
    public async Task ExecutePromotion_BranchNeverReady_IsBranchCreationTimeout()
    {
        await using var engine = await RunningEngine.StartAsync(("Runs:BranchReadyTimeout", "00:00:00.3"));
        var ids = await MainIdsAsync(engine);
        var traces = await Traces.Of(engine);
        engine.Boomi.Settings.Delays = new EmulatorDelays { BranchReady = TimeSpan.FromMinutes(5) };

        var answer = await engine.ExecuteAsync(ids, package: engine.Seed.MainPackage.PackageId);

        await traces.AssertUndoneAsync(answer, ErrorCodes.BranchCreationTimeout);
        await traces.AssertPublishedAsync(answer);
    }

    [Test]
    public async Task ExecutePromotion_OneComponentRefused_SkipsItsDependantsAndGoesOnWithTheRest()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (bad, good) = (engine.Script("Bad"), engine.Script("Good"));
        var middle = engine.Process("Middle", bad);
        var root = engine.Process("Top", middle, good);
        engine.Package(root);
        var traces = await Traces.Of(engine);
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 1, Status = 400, Effect = FaultEffect.Status, Body = "The name is not good." });
        engine.Boomi.Faults.Add(new FaultRule { Operation = "Component.create", Nth = 1, DelayMs = 1, Effect = FaultEffect.Delay });

        var answer = await engine.PromoteAsync(root);

        var promotion = await traces.AssertUndoneAsync(answer, ErrorCodes.PromotionFailed);
        Assert.That(answer.ErrorMessage, Does.Contain("The name is not good."));
        var failed = promotion.Results.Single(result => result.Action == ComponentResult.Failed);
        Assert.That(new[] { bad, good }, Does.Contain(failed.DevComponentId));
        Assert.That(promotion.Results.Single(result => result.DevComponentId == root).Action, Is.EqualTo(ComponentResult.Skipped));
        Assert.That(promotion.Results.Single(result => result.DevComponentId == root).ErrorMessage, Does.Contain("could not be promoted"));
        Assert.That(promotion.Results.Count(result => result.Action == ComponentResult.Created), Is.GreaterThanOrEqualTo(1), "independent ones went on");
    }

    [Test]
    public async Task ListDevPackages_PlatformFails_NamesTheCode()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Times = 1, Status = 401, Effect = FaultEffect.Status, Body = "Unauthorized" });
        var unauthorised = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Status = 503, Effect = FaultEffect.Status });
        var busy = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));
        engine.Boomi.Faults.Clear();
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/api/rest/v1/*", Status = 500, Effect = FaultEffect.Status, Body = "java.lang.NullPointerException at com.boomi" });
        var broken = await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));

        await TestContext.Out.WriteLineAsync($"{unauthorised.ErrorMessage}\n{busy.ErrorMessage}\n{broken.ErrorMessage}");
        Assert.That(
            (unauthorised.ErrorCode, busy.ErrorCode, broken.ErrorCode), Is.EqualTo((ErrorCodes.AuthFailed, ErrorCodes.ApiRateLimit, ErrorCodes.InternalError)));
    }

    private static async Task<List<string>> MainIdsAsync(RunningEngine engine) =>
        [.. (await engine.ResolveAsync(engine.Seed.MainPackage.RootComponentId)).Dependencies.Select(row => row.ComponentId)];

    private static async Task AssertEachOnceAsync(RunningEngine engine, ExecutePromotionResponse answer)
    {
        var written = engine.Boomi.World.Components(engine.Primary).Where(view => view.Revision.BranchId == answer.BranchId).Select(view => view.Revision).ToList();
        Assert.That(written.Select(revision => revision.ComponentId).Distinct().Count(), Is.EqualTo(answer.ComponentsTotal));
        Assert.That(written.CountBy(revision => (revision.Name, revision.Type, revision.FolderId)).Where(pair => pair.Value > 1), Is.Empty);
        var folders = engine.Boomi.World.Folders(engine.Primary).Where(view => !view.Folder.Deleted).ToList();
        Assert.That(folders.CountBy(view => (view.Folder.ParentId, view.Folder.Name)).Where(pair => pair.Value > 1), Is.Empty, "one folder of a name");
        Assert.That(engine.Boomi.World.Branches(engine.Primary), Has.Count.EqualTo(2));
        Assert.That(await engine.Slots.ListAsync(CancellationToken.None), Has.Count.EqualTo(1));
    }
}
