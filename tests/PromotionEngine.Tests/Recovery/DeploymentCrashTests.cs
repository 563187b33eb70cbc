using BoomiEmulator;
using PromotionEngine.Deployments;

namespace PromotionEngine.Tests.Recovery;

/// <summary>An engine is killed at every moment of a deployment, in each mode, and of a release that is repeated because it failed; another one takes over.</summary>
public sealed class DeploymentCrashTests
{
    private const string Key = "the-same-call";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly (string Name, string Value)[] Settings = [("Deployments:LostReleaseTimeout", "00:00:00.2")];

    [TestCase(DeploymentMode.Test, false)]
    [TestCase(DeploymentMode.Production, false)]
    [TestCase(DeploymentMode.Hotfix, false)]
    [TestCase(DeploymentMode.PackAssignment, false)]
    [TestCase(DeploymentMode.Test, true)]
    [TestCase(DeploymentMode.Production, true)]
    public async Task Kill_AtEveryMomentOfADeployment_EndsAsIfItHadNotBeen(DeploymentMode mode, bool isAgain)
    {
        var scene = await DeploymentScene.GetAsync(mode, isAgain);
        var moments = await CountMomentsAsync(scene);
        Assert.That(moments, Is.GreaterThan(15));
        var failures = await EveryMoment.FailuresAsync(moments, moment => CrashAtAsync(scene, moment));

        Assert.That(failures, Is.Empty);
    }

    private static async Task<int> CountMomentsAsync(DeploymentScene scene)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), crash, settings: Settings);
        var answer = await scene.DeployAsync(engine, Key);
        var problem = await DeploymentEndState.ProblemAsync(scene, boomi, engine, answer);
        Assert.That(problem, Is.Empty);
        return crash.Moments;
    }

    private static async Task<string> CrashAtAsync(DeploymentScene scene, int moment)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        var store = scene.StartStore();
        using var crash = new CrashSwitch(moment);
        await using var first = await LabEngine.BuildAsync(scene.World, boomi, store, crash, settings: Settings);
        var begun = Task.Run(() => scene.DeployAsync(first, Key));
        await Task.WhenAny(crash.Dead, begun);
        _ = begun.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await using var second = await LabEngine.BuildAsync(scene.World, boomi, store, settings: Settings);
        await second.TakeOverAsync();
        var repeated = await scene.DeployAsync(second, Key).WaitAsync(Patience);
        var again = await scene.DeployAsync(second, Key).WaitAsync(Patience);
        var problem = !repeated.Equals(again) ? "the repeats were answered differently" : await DeploymentEndState.ProblemAsync(scene, boomi, second, repeated);
        return problem.Length == 0 ? string.Empty : $"Moment {moment}, {crash.Where}: {problem}";
    }
}
