using BoomiEmulator;
using Contract.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Hosting;
using PromotionEngine.Idempotency;
using PromotionEngine.Maintenance;
using PromotionEngine.Packages;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using SeededHub;
using Testing.Secrets;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The parts of an engine without its port and its loops, on a store that several may share: tests do by hand what the loops do.</summary>
internal sealed class LabEngine : IAsyncDisposable
{
    private static readonly string SharedKey = Contract.Calls.SharedKey.Generate();
    private static readonly string AuditKey = Contract.Calls.SharedKey.Generate();
    private readonly WebApplication _app;
    private readonly IStateStore _store;
    private readonly CrashSwitch? _crash;

    private LabEngine(RecoveryWorld world, WebApplication app, IStateStore store, CrashSwitch? crash)
    {
        _store = store;
        World = world;
        _app = app;
        _crash = crash;
    }

    public RecoveryWorld World { get; }

    public IServiceProvider Services => _app.Services;

    public PromotionRecords Records => Get<PromotionRecords>();

    public static async Task<LabEngine> BuildAsync(
        RecoveryWorld world, EmulatorHost boomi, IStateStore store, CrashSwitch? crash = null, TimeProvider? clock = null, HttpMessageHandler? connection = null, RememberedEvents? log = null, params (string Name, string Value)[] settings)
    {
        var app = await EngineApp.BuildAsync([], builder =>
        {
            builder.Services.AddSingleton(crash is null ? store : new CrashingStore(store, crash));
            builder.Services.AddSingleton(clock ?? TimeProvider.System);
            WatchedLog.AddTo(builder.Logging);
            log?.AddTo(builder.Logging);
            if ((crash is null ? connection : new CrashingConnection(crash, new SocketsHttpHandler())) is { } handler)
            {
                builder.Services.AddSingleton(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
            }

            builder.Configuration.AddInMemoryCollection(Settings(world, boomi.Address));
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        });
        crash?.Arm();
        return new LabEngine(world, app, store, crash);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Promotes the package as <paramref name="person"/>, under an idempotency key when one is given.</summary>
    public Task<ExecutePromotionResponse> ExecuteAsync(string key = "", string person = "alice", string body = "body") =>
        ExecuteAsync(new PromotionOrder(new AccountId(World.DevAccount), [.. World.Components.Select(id => new ComponentId(id))], new PackageId(World.PackageId), IsHotfix: false), key, person, body);

    /// <summary>Promotes what <paramref name="order"/> says.</summary>
    public async Task<ExecutePromotionResponse> ExecuteAsync(PromotionOrder order, string key = "", string person = "alice", string body = "body")
    {
        var caller = Caller(person);
        var call = key.Length == 0 ? null : new IdempotentCall(new IdempotencyKey(person, "executePromotion", key), Get<IdempotencyKeys>().Seal(System.Text.Encoding.UTF8.GetBytes(body)));
        return (await Get<PromotionExecution>().ExecuteAsync(order, new StartRequest(caller, IsHotfix: false, call), waitForEnd: true, CancellationToken.None)).Response;
    }

    public static Caller Caller(string person) => new(new Person($"subject-of-{person}", $"{person}@example.com", person), [], Tier.Admin);

    /// <summary>Takes over what another engine left, as if its lease and its locks had run out, and waits for the end.</summary>
    public async Task TakeOverAsync()
    {
        // By their leases: what is deployed and releases again is not live any more.
        var leased = await Get<IStateStore>().RangeAsync(StateKeys.Leases, IndexRange.All, CancellationToken.None);
        var live = (await Records.GetManyAsync([.. leased.Select(entry => new PromotionId(entry.Member))], CancellationToken.None)).Where(stored => stored.Promotion.HasRun).ToList();
        foreach (var promotion in live.Select(stored => stored.Promotion))
        {
            var lapse = new Commit().IndexAdd(StateKeys.Leases, promotion.Id.Value, 0);
            foreach (var path in RecoveryWorld.Folders)
            {
                lapse.Delete(StateKeys.Lock($"folder:{World.Primary}:{path}"));
            }

            foreach (var result in promotion.Results)
            {
                lapse.Delete(StateKeys.Lock($"package:{result.ProdComponentId}"));
            }

            (await Get<IStateStore>().CommitAsync(lapse, CancellationToken.None)).OrThrow();
        }

        await Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None);
        foreach (var promotion in live.Select(stored => stored.Promotion))
        {
            await Get<RunWaiter>().UntilEndedAsync(promotion.Id, Get<RunHost>().EndOf(promotion.Id), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _crash?.Dispose();
        RunningEngine.LookAt(_store);
        await _app.DisposeAsync();
    }

    internal static Dictionary<string, string?> Settings(RecoveryWorld world, Uri boomi) => new(StringComparer.Ordinal)
    {
        ["Engine:Port"] = "0",
        ["Engine:SharedKey"] = SharedKey,
        ["Audit:Key"] = AuditKey,
        ["State:FirstStart"] = "true",
        ["Scripts:StartEarly"] = "false",
        ["Boomi:Platform:BaseAddress"] = boomi.ToString(),
        ["Boomi:Platform:AccountId"] = world.Primary,
        ["Boomi:Platform:User"] = EmulatorCredential.Default.User,
        ["Boomi:Platform:Token"] = EmulatorCredential.Default.Token,
        ["Boomi:Platform:RequestsPerSecond"] = "0",
        ["Boomi:DataHub:RepositoryAddress"] = boomi.ToString(),
        ["Boomi:DataHub:User"] = SeededRepository.Access.User,
        ["Boomi:DataHub:Token"] = SeededRepository.Access.Token,
        ["Runs:Lease"] = "00:05:00",
        ["Runs:MaxParallelWrites"] = "1",
        ["Runs:SettleTimeout"] = "00:00:00.2",
        ["Logging:LogLevel:Default"] = "None",
    };
}
