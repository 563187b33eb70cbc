using BoomiEmulator;
using BoomiEmulator.State;
using Contract.Errors;
using Microsoft.Extensions.Logging;
using PromotionEngine.Deployments;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Somebody changes a component of main by hand while a promotion of it goes to production: the change is never lost without a word.</summary>
[TestFixture]
public sealed class ChangedMainTests
{
    private const string Name = "Crash updated";
    private const string ByHand = "<process xmlns=\"\"><shapes by=\"hand\"/></process>";
    private const string Somebody = "mallory@abc.example";

    // What operators are alarmed by.
    private const int ForeignRevision = 1321;

    [Test]
    public async Task Main_ChangedAtEachMomentOfTheMerge_IsStaleOrToldOrKept()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        var moments = (await DeployAsync(scene, 0)).Calls;
        Assert.That(moments, Is.GreaterThan(10));

        var ends = await EveryMoment.OfAsync(moments, async moment => (await DeployAsync(scene, moment)).End);

        // In this order, each at some moment: before the draft, before the merge, before the package, afterwards.
        string[] order = ["stale", "told", "stopped", "kept"];
        Assert.That(ends.Where(end => !order.Contains(end)), Is.Empty);
        Assert.That(ends.Select(end => Array.IndexOf(order, end)), Is.Ordered, string.Join(' ', ends));
        Assert.That(ends.Distinct(), Is.EquivalentTo(order));
    }

    // Before the deployment there is no run that could be interrupted: the promotion is as it was approved, and main has moved on.
    [Test]
    public async Task Main_ChangedBeforeTheDeployment_IsStaleAndNamesWhoAndBothVersions()
    {
        var scene = await DeploymentScene.GetAsync(DeploymentMode.Production);
        await using var boomi = await scene.World.StartCopyAsync();
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore());
        Change(scene, boomi);

        var answer = await scene.DeployAsync(engine, "key");

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.StalePromotion));
        Assert.That(answer.ErrorMessage, Does.Contain(Name).And.Contain(Somebody).And.Contain("main's version 1"));
    }

    private static async Task<(int Calls, string End)> DeployAsync(DeploymentScene scene, int moment)
    {
        await using var boomi = await scene.World.StartCopyAsync();
        using var log = new RememberedEvents();
        var connection = new MeddlingConnection(moment, () => Change(scene, boomi), new SocketsHttpHandler());
        await using var engine = await LabEngine.BuildAsync(scene.World, boomi, scene.StartStore(), connection: connection, log: log);
        var answer = await scene.DeployAsync(engine, "key");
        if (answer.ErrorCode == ErrorCodes.DeploymentFailed)
        {
            return (connection.Calls, await AfterAllAsync(scene, engine, answer));
        }

        var end = End(scene, boomi, answer, moment == 0 ? string.Empty : $"moment {moment}, before {connection.Where}: ");
        return (connection.Calls, IsAlarm(log, scene) == (end == "told") ? end : $"{end}, and the alarms {string.Join(' ', log.Of(ForeignRevision))}");
    }

    private static bool IsAlarm(RememberedEvents log, DeploymentScene scene) => log.Of(ForeignRevision) is [var alarm]
        && alarm.Level == LogLevel.Error
        && alarm.Message.Contains(scene.Promotion.Value, StringComparison.Ordinal)
        && alarm.Message.Contains($"by {Somebody}", StringComparison.Ordinal);

    // Main has moved on after the merge: the package is not made of it unless an admin says so.
    private static async Task<string> AfterAllAsync(DeploymentScene scene, LabEngine engine, PackageAndDeployResponse stopped)
    {
        var again = await scene.DeployAsync(engine, "again");
        var overridden = (await engine.Get<DeploymentExecution>().ExecuteAsync(LabEngine.Caller("carol"), Overriding(scene), call: null, waitForEnd: true, CancellationToken.None)).Response;
        return stopped.ErrorMessage.Contains("overrideStale", StringComparison.Ordinal)
            && again.ErrorCode == ErrorCodes.DeploymentFailed
            && overridden.Warnings.Any(warning => warning.Contains($"by {Somebody} instead of", StringComparison.Ordinal))
            && overridden.Success ? "stopped" : $"{stopped.ErrorMessage} {again.ErrorMessage} {overridden.ErrorMessage} {string.Join(' ', overridden.Warnings)}";
    }

    private static PackageAndDeployRequest Overriding(DeploymentScene scene)
    {
        var request = scene.Request();
        request.OverrideStale = true;
        return request;
    }

    // What the answer says must be what main tells.
    private static string End(DeploymentScene scene, EmulatorHost boomi, PackageAndDeployResponse answer, string when)
    {
        var history = OnMain(scene, boomi).ToList();
        var byHand = history.Find(revision => revision.ModifiedBy == Somebody);
        var merged = history.FindLast(revision => revision.MergedFromVersion is not null);
        return (answer.ErrorCode, byHand, merged) switch
        {
            ("", null, not null) when when.Length == 0 => "nothing happened",
            (ErrorCodes.StalePromotion, not null, null) => "stale",
            ("", not null, not null) when byHand.Version > merged.Version => "kept",
            ("", not null, not null) when answer.Warnings.Any(warning => warning.Contains($"version {byHand.Version} by {Somebody}", StringComparison.Ordinal)) => "told",
            _ => $"{when}{answer.ErrorCode} {answer.ErrorMessage} by hand {byHand?.Version}, merged {merged?.Version}, warnings {string.Join(' ', answer.Warnings)}",
        };
    }

    private static IEnumerable<ComponentRevision> OnMain(DeploymentScene scene, EmulatorHost boomi)
    {
        var main = boomi.World.MainBranch(scene.World.Primary).Id;
        return boomi.World.Components(scene.World.Primary).Select(view => view.Revision).Where(revision => revision.BranchId == main && revision.Name == Name).OrderBy(revision => revision.Version);
    }

    private static void Change(DeploymentScene scene, EmulatorHost boomi) =>
        boomi.World.UpdateComponent(scene.World.Primary, OnMain(scene, boomi).First().ComponentId, ByHand, branchId: null, Somebody);
}
