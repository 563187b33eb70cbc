using BoomiEmulator;
using PromotionEngine.Deployments;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Reviews;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// A promotion that is about to be deployed in one of the modes, or whose release failed and is about to be repeated: the account and the store as they are then.
/// Made once for each; every test starts from a copy.
/// </summary>
internal sealed record DeploymentScene(DeploymentMode Mode, RecoveryWorld World, string Store, PromotionId Promotion)
{
    /// <summary>Version that packages are given.</summary>
    public const string Version = "1.0";

    private static readonly Dictionary<(DeploymentMode, bool), Lazy<Task<DeploymentScene>>> Made = Enum.GetValues<DeploymentMode>()
        .SelectMany(mode => new[] { (Mode: mode, IsAgain: false), (Mode: mode, IsAgain: true) })
        .ToDictionary(kind => kind, kind => new Lazy<Task<DeploymentScene>>(() => MakeAsync(kind.Mode, kind.IsAgain)));

    /// <summary>Whether the deployment is to production.</summary>
    public bool IsProduction => Mode is DeploymentMode.Production or DeploymentMode.Hotfix;

    /// <summary>Who deploys.</summary>
    public string Person => Mode == DeploymentMode.Test ? "alice" : "carol";

    /// <summary>Version of the package that is released.</summary>
    public string Released => IsProduction ? Version : $"{Version}-test.1";

    public static Task<DeploymentScene> GetAsync(DeploymentMode mode, bool isAgain = false) => Made[(mode, isAgain)].Value;

    /// <summary>A store with a copy of the scene.</summary>
    public InMemoryStateStore StartStore(TimeProvider? clock = null)
    {
        var store = new InMemoryStateStore(clock ?? TimeProvider.System);
        store.Restore(Store);
        return store;
    }

    /// <summary>Deploys, under an idempotency key.</summary>
    public async Task<PackageAndDeployResponse> DeployAsync(LabEngine engine, string key)
    {
        return (await engine.Get<DeploymentExecution>().ExecuteAsync(LabEngine.Caller(Person), Request(), Call(engine, key), waitForEnd: true, CancellationToken.None)).Response;
    }

    /// <summary>A call of a deployment under an idempotency key.</summary>
    public IdempotentCall Call(LabEngine engine, string key) =>
        new(new IdempotencyKey(Person, DeploymentExecution.ActionName, key), engine.Get<IdempotencyKeys>().Seal("body"u8.ToArray()));

    /// <summary>What is asked for: each pack is a new one.</summary>
    public PackageAndDeployRequest Request()
    {
        var request = new PackageAndDeployRequest { PromotionId = Promotion.Value, CreateNewPack = true, NewPackName = IsProduction ? "Crash" : "Crash - TEST" };
        if (Mode == DeploymentMode.Test)
        {
            request.PackageVersion = Version;
        }

        if (Mode == DeploymentMode.Hotfix)
        {
            request.HotfixCreateNewTestPack = true;
            request.HotfixNewTestPackName = "Crash";
        }

        return request;
    }

    private static async Task<DeploymentScene> MakeAsync(DeploymentMode mode, bool isAgain)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        await using var engine = await LabEngine.BuildAsync(world, boomi, store);
        var id = await PrepareAsync(engine, boomi, mode, isAgain);
        return new DeploymentScene(mode, world with { Platform = boomi.World.Snapshot(), DataHub = boomi.DataHub.Snapshot() }, store.Snapshot(), id);
    }

    /// <summary>Brings a promotion to where it can be deployed in <paramref name="mode"/>, or was and its release failed.</summary>
    public static async Task<PromotionId> PrepareAsync(LabEngine engine, EmulatorHost boomi, DeploymentMode mode, bool isAgain)
    {
        var id = await PrepareAsync(engine, mode);
        if (isAgain)
        {
            boomi.Settings.Switches = boomi.Settings.Switches with { ReleasesFail = true };
            var accepted = await new DeploymentScene(mode, engine.World, string.Empty, id).DeployAsync(engine, "the-call-whose-release-fails");
            Assert.That(accepted.Success, Is.True, accepted.ErrorMessage);
            await engine.Get<ReleasePoll>().PollAsync(dryRun: false, CancellationToken.None);
            boomi.Settings.Switches = boomi.Settings.Switches with { ReleasesFail = false };
            Assert.That((await engine.Records.GetAsync(id, CancellationToken.None))!.Promotion.HasFailedRelease, Is.True);
        }

        return id;
    }

    private static async Task<PromotionId> PrepareAsync(LabEngine engine, DeploymentMode mode)
    {
        var promoted = await engine.ExecuteAsync();
        Assert.That(promoted.Success, Is.True, promoted.ErrorMessage);
        var id = new PromotionId(promoted.PromotionId);
        if (mode is DeploymentMode.Production or DeploymentMode.PackAssignment)
        {
            await PrepareTestAsync(engine, id, isAssigned: mode == DeploymentMode.Production);
        }

        return mode is DeploymentMode.Production or DeploymentMode.Hotfix ? await ReviewAsync(engine, id, mode == DeploymentMode.Hotfix) : id;
    }

    private static async Task PrepareTestAsync(LabEngine engine, PromotionId id, bool isAssigned)
    {
        var request = new PackageAndDeployRequest { PromotionId = id.Value, PackageVersion = Version };
        if (isAssigned)
        {
            request.CreateNewPack = true;
            request.NewPackName = "Crash - TEST";
        }

        var answer = (await engine.Get<DeploymentExecution>().ExecuteAsync(LabEngine.Caller("alice"), request, call: null, waitForEnd: true, CancellationToken.None)).Response;
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
    }

    private static async Task<PromotionId> ReviewAsync(LabEngine engine, PromotionId id, bool isHotfix)
    {
        var review = new ReviewRequest { PackageVersion = Version, HotfixJustification = isHotfix ? "The bank cannot be reached." : string.Empty };
        var submitted = await engine.Get<ReviewSubmission>().SubmitAsync(LabEngine.Caller("alice"), id, isHotfix, review, KeyedAct.None, CancellationToken.None);
        var production = new PromotionId(submitted.PromotionId);
        await engine.Get<ReviewDecisions>().DecideAsPeerAsync(LabEngine.Caller("bob"), production, isApproval: true, string.Empty, KeyedAct.None, CancellationToken.None);
        return production;
    }
}
