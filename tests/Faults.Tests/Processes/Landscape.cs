using System.Diagnostics;
using System.Globalization;
using BoomiEmulator;
using BoomiEmulator.Seeding;
using Contract.Calls;
using Faults.Tests.Callers;
using Grpc.Core;
using Grpc.Net.Client;
using PromotionService.V1;
using Testing;

namespace Faults.Tests.Processes;

/// <summary>
/// The whole service as it runs in production: two engines, two schedulers and a host in processes of their own, Redis, PostgreSQL, an emulated Boomi and a
/// mail server. Leases are short, so that takeovers are seen.
/// </summary>
internal sealed class Landscape : IAsyncDisposable
{
    /// <summary>Who hears that something awaits a peer.</summary>
    public const string Developers = "developers@abc.example";

    /// <summary>Who hears that something awaits an admin.</summary>
    public const string Admins = "admins@abc.example";

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TokenIssuer _issuer = new();
    private GrpcChannel _maintenance = null!;

    private Landscape()
    {
    }

    /// <summary>The emulated Boomi.</summary>
    public EmulatorHost Boomi { get; private set; } = null!;

    /// <summary>What it was seeded with.</summary>
    public SeedWorld Seed { get; private set; } = null!;

    /// <summary>The store: a Redis and its replica, which change places when it fails over.</summary>
    public RedisPair Redis { get; private set; } = null!;

    /// <summary>The database that the schedulers share.</summary>
    public PostgresServer Postgres { get; private set; } = null!;

    /// <summary>Where mails go.</summary>
    public LoopbackMailServer Mail { get; } = new();

    /// <summary>Both engines.</summary>
    public IReadOnlyList<ServiceProcess> Engines { get; private set; } = [];

    /// <summary>Both schedulers.</summary>
    public IReadOnlyList<ServiceProcess> Schedulers { get; private set; } = [];

    /// <summary>What people call.</summary>
    public ServiceProcess Front { get; private set; } = null!;

    /// <summary>Programs that ended although nobody ended them.</summary>
    public IReadOnlyList<string> Ended => [.. Engines.Concat(Schedulers).Append(Front).Where(process => process.HasEnded).Select(process => process.Name)];

    /// <summary>What stands between the host and the engines.</summary>
    public Balancer Balancer { get; private set; } = null!;

    /// <summary>What all of them wrote.</summary>
    public RoundLogs Logs { get; } = new();

    /// <summary>The callers.</summary>
    public HostClient Host { get; private set; } = null!;

    /// <summary>Starts everything and returns when it listens.</summary>
    public static async Task<Landscape> StartAsync(CancellationToken cancellationToken)
    {
        var landscape = new Landscape();
        try
        {
            await landscape.StartPartsAsync(cancellationToken);
            return landscape;
        }
        catch
        {
            await landscape.DisposeAsync();
            throw;
        }
    }

    /// <summary>A call of the kind that schedulers and operators make; again while the engines cannot be reached.</summary>
    public async Task<TResponse> MaintainAsync<TResponse>(Func<Maintenance.MaintenanceClient, Metadata, AsyncUnaryCall<TResponse>> call, CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var headers = new Metadata();
            CallerIdentity.ForService("faults", "faults").AddTo(headers);
            try
            {
                return await call(new Maintenance.MaintenanceClient(_maintenance), headers);
            }
            catch (RpcException) when (since.Elapsed < HostClient.Patience)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        await Mail.DisposeAsync();
        _issuer.Dispose();
        Logs.Dispose();
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var key = SharedKey.Generate();
        ExternalTool.Require("prlimit", "apt-get install util-linux");
        _started.Push(new Heartbeat(line => Logs.Note(RoundLogs.MachinePart, line)));
        Redis = Started(await RedisPair.StartAsync());
        Postgres = Started(await PostgresServer.StartAsync());
        (Boomi, Seed) = await FaultWorld.StartAsync(cancellationToken);
        _started.Push(Boomi);
        var engine = EngineSettings(key, SharedKey.Generate());
        Engines = [.. Enumerable.Range(1, 2).Select(number => Started(new ServiceProcess($"engine {number}", "PromotionEngine.dll", engine, EnginePort, Logs)))];

        // The first one makes the epoch marker of the empty store.
        await Engines[0].StartAsync(cancellationToken);
        Balancer = Started(new Balancer([.. Engines.Select(process => process.Port)]));
        var schedulers = SchedulerSettings(key);
        Schedulers = [.. Enumerable.Range(1, 2).Select(number => Started(new ServiceProcess($"scheduler {number}", "Schedulers.dll", schedulers, WebPort, Logs)))];
        Front = Started(new ServiceProcess(RoundLogs.HostPart, "FlowServiceHost.dll", HostSettings(key), WebPort, Logs));
        await Task.WhenAll(Engines.Skip(1).Concat(Schedulers).Append(Front).Select(process => process.StartAsync(cancellationToken)));
        Host = new HostClient(new Uri(FormattableString.Invariant($"http://127.0.0.1:{Front.Port}")), HostClient.TokensOf(Seed, _issuer), line => Logs.Note(RoundLogs.CallersPart, line));
        _maintenance = GrpcChannel.ForAddress(Balancer.Address, new GrpcChannelOptions
        {
            HttpHandler = new SigningHandler(SharedKey.Parse(key), TimeProvider.System, new SocketsHttpHandler()),
        });
    }

    private T Started<T>(T part)
        where T : IAsyncDisposable
    {
        _started.Push(part);
        return part;
    }

    private static KeyValuePair<string, string?> EnginePort(int port) => new("Engine:Port", port.ToString(CultureInfo.InvariantCulture));

    private static KeyValuePair<string, string?> WebPort(int port) => new("urls", $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

    private Dictionary<string, string?> EngineSettings(string key, string auditKey) => new(StringComparer.Ordinal)
    {
        ["Engine:SharedKey"] = key,
        ["Engine:OutboxInterval"] = "00:00:01",
        ["Engine:OutboxHold"] = "00:00:06",
        ["Engine:JobLease"] = "00:00:02",
        ["Engine:CallLease"] = "00:00:02",
        ["Audit:Key"] = auditKey,
        ["State:Redis"] = Redis.ConnectionString,
        ["State:FirstStart"] = "true",
        ["Boomi:Platform:BaseAddress"] = Boomi.Address.ToString(),
        ["Boomi:Platform:AccountId"] = Seed.PrimaryAccountId,
        ["Boomi:Platform:User"] = EmulatorCredential.Default.User,
        ["Boomi:Platform:Token"] = EmulatorCredential.Default.Token,
        ["Boomi:Platform:RequestsPerSecond"] = "0",
        ["Boomi:Platform:CallTimeout"] = "00:00:01",
        ["Boomi:Platform:MaxRetryAfter"] = "00:00:01",
        ["Boomi:DataHub:RepositoryAddress"] = Boomi.Address.ToString(),
        ["Boomi:DataHub:User"] = SeededHub.SeededRepository.Access.User,
        ["Boomi:DataHub:Token"] = SeededHub.SeededRepository.Access.Token,
        ["Boomi:DataHub:CallTimeout"] = "00:00:02",
        ["Boomi:DataHub:BatchTimeout"] = "00:00:02",
        ["Boomi:DataHub:MaxRetryAfter"] = "00:00:01",
        ["Runs:Lease"] = "00:00:02",
        ["Runs:RecoveryInterval"] = "00:00:00.3",
        ["Runs:SettleTimeout"] = "00:00:00.3",
        ["Runs:BranchReadyTimeout"] = "00:00:10",
        ["Deployments:MergeTimeout"] = "00:00:10",
        ["Deployments:LostReleaseTimeout"] = "00:00:02",
        ["Deployments:LockPatience"] = "00:00:05",
        ["Scripts:StartEarly"] = "false",
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Security"] = "None",
        ["Mail:From"] = "promotions@abc.example",
        ["Mail:Timeout"] = "00:00:03",
        ["Mail:HoldBeyondTimeout"] = "00:00:01",
        ["Mail:RetryAfter"] = "00:00:01",
        ["Mail:PauseAfterFailure"] = "00:00:01",
        ["Mail:Tries"] = "100",
        ["Mail:LinkBase"] = "http://localhost",
        ["Mail:DeveloperList:0"] = Developers,
        ["Mail:AdminList:0"] = Admins,
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:PromotionEngine"] = "Information",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };

    private Dictionary<string, string?> SchedulerSettings(string key) => new(StringComparer.Ordinal)
    {
        ["Engine:SharedKey"] = key,
        ["Schedulers:EngineAddress"] = Balancer.Address,
        ["Schedulers:Postgres"] = Postgres.ConnectionString,
        ["Schedulers:CheckIn"] = "00:00:01",
        ["Schedulers:Jobs:PublishOutbox"] = "00:00:02",
        ["Schedulers:Jobs:RecoverRuns"] = "00:00:02",
        ["Schedulers:Jobs:ReconcileSlots"] = "00:00:03",
        ["Schedulers:Jobs:SweepOrphanBranches"] = "00:00:03",
        ["Schedulers:Jobs:PollReleases"] = "00:00:05",
        ["Schedulers:Jobs:ExpirePromotions"] = "00:00:05",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };

    private Dictionary<string, string?> HostSettings(string key) => new(StringComparer.Ordinal)
    {
        ["Engine:SharedKey"] = key,
        ["Engine:Address"] = Balancer.Address,
        ["Engine:DeadlineSeconds"] = "20",
        ["Limits:CallsPerSecond"] = "0",
        ["Limits:ConcurrentRuns"] = "0",
        ["Identity:Tokens:Issuer"] = TokenIssuer.Issuer,
        ["Identity:Tokens:Audiences:0"] = TokenIssuer.Audience,
        ["Identity:Tokens:Jwks"] = _issuer.Jwks,
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };
}
