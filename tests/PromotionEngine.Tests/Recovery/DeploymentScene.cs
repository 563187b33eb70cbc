using BoomiEmulator;
using PromotionEngine.Deployments;
using PromotionEngine.Idempotency;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Lifecycle;
using PromotionEngine.Reviews;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionService.V1;

namespace PromotionEngine.Tests.Recovery;

/// <summary>A promotion that is about to be deployed in one of the modes: the account and the store as they are then. Made once for each mode; every test starts from a copy.</summary>
internal sealed record DeploymentScene(DeploymentMode Mode, RecoveryWorld World, string Store, PromotionId Promotion)
{
    /// <summary>Version that packages are given.</summary>
    public const string Version = "1.0";

    private static readonly Dictionary<DeploymentMode, Lazy<Task<DeploymentScene>>> Made =
        Enum.GetValues<DeploymentMode>().ToDictionary(mode => mode, mode => new Lazy<Task<DeploymentScene>>(() => MakeAsync(mode)));

    /// <summary>Whether the deployment is to production.</summary>
    public bool IsProduction => Mode is DeploymentMode.Production or DeploymentMode.Hotfix;

    /// <summary>Who deploys.</summary>
    public string Person => Mode == DeploymentMode.Test ? "alice" : "carol";

    /// <summary>Version of the package that is released.</summary>
    public string Released => IsProduction ? Version : $"{Version}-test.1";

    public static Task<DeploymentScene> GetAsync(DeploymentMode mode) => Made[mode].Value;

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
        var person = Person;
        var call = new IdempotentCall(new IdempotencyKey(person, DeploymentExecution.ActionName, key), engine.Get<IdempotencyKeys>().Seal("body"u8.ToArray()));
        return (await engine.Get<DeploymentExecution>().ExecuteAsync(LabEngine.Caller(person), Request(), call, waitForEnd: true, CancellationToken.None)).Response;
    }

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

    private static async Task<DeploymentScene> MakeAsync(DeploymentMode mode)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        await using var engine = await LabEngine.BuildAsync(world, boomi, store);
        var id = await PrepareAsync(engine, mode);
        return new DeploymentScene(mode, world with { Platform = boomi.World.Snapshot(), DataHub = boomi.DataHub.Snapshot() }, store.Snapshot(), id);
    }

    /// <summary>Brings a promotion to where it can be deployed in <paramref name="mode"/>.</summary>
    public static async Task<PromotionId> PrepareAsync(LabEngine engine, DeploymentMode mode)
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
