using BoomiEmulator.Faults;
using BoomiEmulator.State;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Deployments;

/// <summary>A release whose answer was lost, and a pack in which others release before it is asked for again: nobody's release is undone.</summary>
[TestFixture]
public sealed class LostReleaseTests
{
    private static readonly FaultRule Lost = new() { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.CutBefore, Times = 2 };

    [TestCase(true)]
    [TestCase(false)]
    public async Task PackageAndDeploy_OthersReleasedSinceTheAnswerWasLost_StopsNamesThemAndTheRepeatKeepsThem(bool isOther)
    {
        await using var engine = await RunningEngine.StartAsync(("Deployments:LostReleaseTimeout", "00:00:00.1"));
        var other = engine.Boomi.World.AddComponent(engine.Primary, "Finance", "process", string.Empty, "Other", Workshop.ProcessXml()).ComponentId;
        engine.Boomi.World.AddPackage(engine.Primary, other, "2.0", "by hand");
        var pack = engine.Boomi.World.AddPack(engine.Primary, DeploymentCalls.TestPack, content: [new PackContent(other, CurrentVersion: "2.0")]);
        var root = engine.Process("Top", engine.Script("Step"));
        engine.Package(root);
        var promoted = await engine.PromoteAsync(root);
        var ours = promoted.PromotionResults.Single(result => result.DevComponentId == root).ProdComponentId;
        engine.Boomi.Faults.Add(Lost);
        var lost = await engine.DeployToTestAsync(promoted.PromotionId);
        var changed = isOther ? other : ours;
        engine.Boomi.World.AddPackage(engine.Primary, changed, "7.0", "of another promotion", branchName: isOther ? null : promoted.BranchName);
        PackContent[] meanwhile = isOther
            ? [new PackContent(other, CurrentVersion: "7.0"), new PackContent(ours, PendingVersion: "1.0-test.1")]
            : [new PackContent(other, CurrentVersion: "2.0"), new PackContent(ours, CurrentVersion: "7.0")];
        engine.Boomi.World.EditPack(engine.Primary, pack.Id, meanwhile);

        var stopped = await engine.DeployToTestAsync(promoted.PromotionId);
        var untouched = engine.Released(DeploymentCalls.TestPack);
        var repeated = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That(lost.Success, Is.False);
        Assert.That((stopped.Success, stopped.ErrorCode), Is.EqualTo((false, ErrorCodes.TestDeployFailed)), stopped.ErrorMessage);
        Assert.That(stopped.ErrorMessage, Does.Contain(changed).And.Contain("7.0"));
        Assert.That(untouched, Does.Contain((changed, "7.0")));
        Assert.That(repeated.ErrorMessage, Is.Empty);
        Assert.That(engine.Released(DeploymentCalls.TestPack), Is.EquivalentTo(new[] { (other, isOther ? "7.0" : "2.0"), (ours, "1.0-test.1") }));
    }

    [Test]
    public async Task PackageAndDeploy_PlatformIsBusyAtTheRelease_SendsTheListAgain()
    {
        await using var engine = await RunningEngine.StartAsync();
        var promoted = await PromotedAsync(engine, "Top");
        engine.Boomi.Faults.Add(new FaultRule { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.Status, Status = 503, Nth = 1 });

        var answer = await engine.DeployToTestAsync(promoted.PromotionId);

        Assert.That((answer.ErrorMessage, answer.Success), Is.EqualTo((string.Empty, true)));
        Assert.That(engine.Boomi.World.PackReleases(engine.Primary).Single().RequestId, Is.EqualTo(answer.ReleaseId));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseOfANewComponentRefused_LeavesThePackAsItWasForOthers()
    {
        await using var engine = await RunningEngine.StartAsync();
        var refusedOne = await PromotedAsync(engine, "Top");
        var other = await PromotedAsync(engine, "Other");
        engine.Boomi.Faults.Add(Refused);

        var refused = await engine.DeployToTestAsync(refusedOne.PromotionId);
        var deployed = await engine.DeployToTestAsync(other.PromotionId);
        var repeated = await engine.DeployToTestAsync(refusedOne.PromotionId);

        Assert.That((refused.ErrorCode, deployed.ErrorMessage, repeated.ErrorMessage), Is.EqualTo((ErrorCodes.TestDeployFailed, string.Empty, string.Empty)));
        Assert.That(engine.Released(DeploymentCalls.TestPack), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task PackageAndDeploy_ReleaseOfANewVersionRefused_OthersAreToldWhosePendingItIs()
    {
        await using var engine = await RunningEngine.StartAsync();
        var script = engine.Script("Step of Top");
        var root = engine.Process("Top", script);
        engine.Package(root);
        await engine.DeployToTestAsync((await engine.PromoteAsync(root)).PromotionId);
        engine.Change(script, Workshop.ScriptXml("2"));
        engine.Package(root, "1.1");
        var second = await engine.PromoteAsync(root);
        var other = await PromotedAsync(engine, "Other");
        engine.Boomi.Faults.Add(Refused);

        var refused = await engine.DeployToTestAsync(second.PromotionId);
        var told = await engine.DeployToTestAsync(other.PromotionId);
        var repeated = await engine.DeployToTestAsync(second.PromotionId);
        var deployed = await engine.DeployToTestAsync(other.PromotionId);

        Assert.That((refused.ErrorCode, told.ErrorCode), Is.EqualTo((ErrorCodes.TestDeployFailed, ErrorCodes.TestDeployFailed)));
        Assert.That(told.ErrorMessage, Does.Contain(second.PromotionId).And.Not.Contain("Somebody else"));
        Assert.That((repeated.ErrorMessage, deployed.ErrorMessage), Is.EqualTo((string.Empty, string.Empty)));
    }

    // The answer to the creation is lost, and so is the look-up that follows it.
    [TestCase("PublisherIntegrationPack", 3)]
    [TestCase("PackagedComponent", 2)]
    public async Task PackageAndDeploy_CreateLostForAWholeAttempt_TheRepeatFindsWhatItMade(string type, int lookUp)
    {
        await using var engine = await RunningEngine.StartAsync();
        var promoted = await PromotedAsync(engine, "Top");
        engine.Boomi.Faults.Add(new FaultRule { Operation = $"{type}.create", Account = engine.Primary, Effect = FaultEffect.CutAfter, Nth = 1 });
        engine.Boomi.Faults.Add(new FaultRule { Operation = $"{type}.query", Account = engine.Primary, Effect = FaultEffect.Status, Status = 400, Body = "not today", Nth = lookUp });

        var lost = await engine.DeployAsync(promoted.PromotionId, fill: Fill);
        var made = engine.Boomi.Journal.Counts()[$"{type}.create"];
        var repeated = await engine.DeployAsync(promoted.PromotionId, fill: Fill);

        Assert.That((made, engine.Boomi.Journal.Counts()[$"{type}.create"]), Is.EqualTo((1, 1)));
        Assert.That((lost.Success, repeated.ErrorMessage, repeated.ReleaseVersion), Is.EqualTo((false, string.Empty, "1.0-test.1")));
        Assert.That(engine.Boomi.World.Packs(engine.Primary).Count(pack => pack.Pack.Name == DeploymentCalls.TestPack), Is.EqualTo(1));

        static void Fill(PackageAndDeployRequest request)
        {
            request.PackageVersion = "1.0";
            request.DeploymentTarget = "TEST";
            request.CreateNewPack = true;
            request.NewPackName = DeploymentCalls.TestPack;
        }
    }

    private static FaultRule Refused => new() { Operation = "ReleaseIntegrationPack.create", Effect = FaultEffect.Status, Status = 400, Body = "not today", Nth = 1 };

    private static async Task<ExecutePromotionResponse> PromotedAsync(RunningEngine engine, string name)
    {
        var root = engine.Process(name, engine.Script($"Step of {name}"));
        engine.Package(root);
        return await engine.PromoteAsync(root);
    }
}
