using BoomiEmulator;
using BoomiEmulator.State;
using PromotionEngine.Deployments;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// A deployment to a pack that holds more than ours, with packages that were made since its release: the platform makes those pending when it is given our list.
/// An engine that dies just then must not leave a pack that everybody takes for somebody else's.
/// </summary>
public sealed class PackWithOthersCrashTests
{
    private const string Pack = "Others - TEST";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly (string Name, string Value)[] Settings = [("Deployments:LostReleaseTimeout", "00:00:00.2")];

    [Test]
    public async Task Kill_AtEveryMomentOfADeploymentToAPackWithOthers_ReleasesOursAndKeepsTheirs()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.PackAssignment);
        using var counting = new CrashSwitch(int.MaxValue);
        Assert.That(await DeployAsync(scene, counting), Is.Empty);

        var failures = await EveryMoment.FailuresAsync(counting.Moments, async moment =>
        {
            using var crash = new CrashSwitch(moment);
            var problem = await DeployAsync(scene, crash);
            return problem.Length == 0 ? string.Empty : $"Moment {moment}, {crash.Where}: {problem}";
        });

        Assert.That(failures, Is.Empty);
    }

    // With an engine that may die, and another that takes over when it does.
    private static async Task<string> DeployAsync(DeploymentScene scene, CrashSwitch crash)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        var (other, pack) = AddPack(boomi, scene.World.Primary);
        var store = scene.StartStore();
        await using var first = await LabEngine.BuildAsync(scene.World, boomi, store, crash, settings: Settings);
        var begun = Task.Run(() => DeployAsync(scene, first, pack));
        await Task.WhenAny(crash.Dead, begun).WaitAsync(Patience);
        _ = begun.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await using var second = await LabEngine.BuildAsync(scene.World, boomi, store, settings: Settings);
        await second.TakeOverAsync();
        var answer = await DeployAsync(scene, second, pack).WaitAsync(Patience);
        var entries = boomi.World.Packs(scene.World.Primary).Single(view => view.Pack.Id == pack).Entries.ToDictionary(entry => entry.ComponentId, entry => entry.CurrentVersion, StringComparer.Ordinal);
        return !answer.Success ? $"{answer.ErrorCode}: {answer.ErrorMessage}"
            : entries.Count != 2 || entries.GetValueOrDefault(other) != "2.0" || !entries.ContainsValue(scene.Released) ? $"the pack holds {string.Join(", ", entries)}"
            : string.Empty;
    }

    private static async Task<PackageAndDeployResponse> DeployAsync(DeploymentScene scene, LabEngine engine, string pack)
    {
        var request = new PackageAndDeployRequest { PromotionId = scene.Promotion.Value, IntegrationPackId = pack };
        return (await engine.Get<DeploymentExecution>().ExecuteAsync(LabEngine.Caller(scene.Person), request, scene.Call(engine, "the-same-call"), waitForEnd: true, CancellationToken.None)).Response;
    }

    private static (string Other, string Pack) AddPack(EmulatorHost boomi, string primary)
    {
        var world = boomi.World;
        var other = world.AddComponent(primary, "Finance", "process", string.Empty, "Other", RecoveryWorld.ProcessXml()).ComponentId;
        world.AddPackage(primary, other, "2.0", "by hand");
        world.AddPackage(primary, other, "2.1", "not released");
        return (other, world.AddPack(primary, Pack, content: [new PackContent(other, CurrentVersion: "2.0")]).Id);
    }
}
