using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Deployments;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The call that merges is lost on its way and takes effect all the same: main never holds what the promotion does not know of.</summary>
[TestFixture]
public sealed class LateMergeTests
{
    private const string Service = "service@acme.test";

    [TestCase(0)]
    [TestCase(300)]
    public async Task Deploy_LostMergeBeginsBeforeItIsSentAgain_GoesOnWithThatMerge(int stageMilliseconds)
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        boomi.Settings.Delays = boomi.Settings.Delays with { MergeStage = TimeSpan.FromMilliseconds(stageMilliseconds) };
        boomi.Faults.Add(new FaultRule { Operation = "MergeRequest.execute", Nth = 1, Effect = FaultEffect.CutBefore });
        var sent = 0;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = where => Merge(where, ref sent, second: true, scene, boomi) };
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), watch);

        var answer = await scene.DeployAsync(engine, "key");

        Assert.That(sent, Is.EqualTo(2));
        Assert.That(await DeploymentEndState.ProblemAsync(scene, boomi, engine, answer), Is.Empty);
    }

    [Test]
    public async Task Deploy_LostMergeWhoseRequestIsGone_IsToldByWhatMainHolds()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        var sent = 0;
        using var watch = new CrashSwitch(int.MaxValue)
        {
            Passing = where =>
            {
                if (Merge(where, ref sent, second: false, scene, boomi) is { } request)
                {
                    boomi.World.DeleteMerge(scene.World.Primary, request);
                }
            },
        };
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), watch);

        var answer = await scene.DeployAsync(engine, "key");

        Assert.That(await DeploymentEndState.ProblemAsync(scene, boomi, engine, answer), Is.Empty);
        var promotion = (await engine.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        Assert.That(promotion.Deployment!.Merged!.Select(version => version.ProdComponentId), Is.EquivalentTo(promotion.Results.Select(result => result.ProdComponentId)));
    }

    [Test]
    public async Task Deploy_RequestIsGoneAndMainUntouched_FailsAndTheRepeatMerges()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        var sent = 0;
        using var watch = new CrashSwitch(int.MaxValue)
        {
            Passing = where =>
            {
                if (RequestOf(where) is { } request && ++sent == 1)
                {
                    boomi.World.DeleteMerge(scene.World.Primary, request);
                }
            },
        };
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), watch);

        var failed = await scene.DeployAsync(engine, "key");
        var between = (await engine.Records.GetAsync(scene.Promotion, CancellationToken.None))!.Promotion;
        var repeated = await scene.DeployAsync(engine, "another-key");

        Assert.That((failed.ErrorCode, between.Merge), Is.EqualTo((ErrorCodes.MergeFailed, (BranchMerge?)null)));
        Assert.That(await DeploymentEndState.ProblemAsync(scene, boomi, engine, repeated), Is.Empty);
    }

    // Merges just before the engine's first or second call that does so, as a call would that was under way for long; answers with the request.
    private static string? Merge(string where, ref int sent, bool second, DeploymentScene scene, EmulatorHost boomi)
    {
        if (RequestOf(where) is not { } request || ++sent != (second ? 2 : 1))
        {
            return null;
        }

        boomi.World.ExecuteMerge(scene.World.Primary, request, "MERGE", [], Service);
        return request;
    }

    private static string? RequestOf(string where) => where.StartsWith("before POST", StringComparison.Ordinal) && where.Contains("/MergeRequest/execute/", StringComparison.Ordinal)
        ? Uri.UnescapeDataString(where[(where.LastIndexOf('/') + 1)..])
        : null;
}
