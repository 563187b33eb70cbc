using BoomiEmulator;
using BoomiEmulator.Seeding;
using Contract.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Hosting;
using PromotionEngine.Maintenance;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using SeededHub;
using Testing.Secrets;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>An engine in this process over an emulator with a copy of the seeded world, and signed clients of its services.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly WebApplication _engine;
    private readonly GrpcChannel _channel;

    private RunningEngine(SeedWorld seed, EmulatorHost emulator, WebApplication engine, GrpcChannel channel)
    {
        Seed = seed;
        Boomi = emulator;
        _engine = engine;
        _channel = channel;
    }

    /// <summary>What was seeded.</summary>
    public SeedWorld Seed { get; }

    /// <summary>The emulated Boomi.</summary>
    public EmulatorHost Boomi { get; }

    /// <summary>The engine's parts.</summary>
    public IServiceProvider Services => _engine.Services;

    /// <summary>The first development account, which alice may use.</summary>
    public string DevAccount => Seed.MainPackage.AccountId;

    /// <summary>The production account.</summary>
    public string Primary => Seed.PrimaryAccountId;

    /// <summary>Calls rpcs that a test names by their descriptors.</summary>
    public CallInvoker Invoker => _channel.CreateCallInvoker();

    /// <summary>Clients of the services.</summary>
    public PromotionService.V1.Accounts.AccountsClient Accounts => new(_channel);

    public PromotionService.V1.Packages.PackagesClient Packages => new(_channel);

    public PromotionService.V1.Dependencies.DependenciesClient Dependencies => new(_channel);

    public PromotionService.V1.Promotions.PromotionsClient Promotions => new(_channel);

    public PromotionService.V1.Deployments.DeploymentsClient Deployments => new(_channel);

    public PromotionService.V1.Reviews.ReviewsClient Reviews => new(_channel);

    public PromotionService.V1.Mappings.MappingsClient Mappings => new(_channel);

    public PromotionService.V1.Audit.AuditClient Audit => new(_channel);

    public PromotionService.V1.Sessions.SessionsClient Sessions => new(_channel);

    public PromotionService.V1.Diffs.DiffsClient Diffs => new(_channel);

    public PromotionService.V1.Extensions.ExtensionsClient Extensions => new(_channel);

    public PromotionService.V1.Scripts.ScriptsClient Scripts => new(_channel);

    public PromotionService.V1.Maintenance.MaintenanceClient Maintenance => new(_channel);

    public PromotionService.V1.DeferredAnswers.DeferredAnswersClient DeferredAnswers => new(_channel);

    public PromotionService.V1.KeyRing.KeyRingClient KeyRing => new(_channel);

    public PromotionRecords Records => Services.GetRequiredService<PromotionRecords>();

    public Outbox Outbox => Services.GetRequiredService<Outbox>();

    public BranchSlots Slots => Services.GetRequiredService<BranchSlots>();

    /// <summary>Starts both; <paramref name="settings"/> are added to the engine's.</summary>
    public static async Task<RunningEngine> StartAsync(params (string Name, string Value)[] settings) => await StartAsync(await SeededBoomi.GetAsync(), settings);

    /// <summary>Starts both over another world.</summary>
    public static Task<RunningEngine> StartAsync(SeededBoomi boomi, params (string Name, string Value)[] settings) => StartAsync(boomi, PlatformClient.CreateHttpClient(), settings);

    /// <summary>Starts both by another clock.</summary>
    public static async Task<RunningEngine> StartAsync(TimeProvider clock, params (string Name, string Value)[] settings) =>
        await StartAsync(await SeededBoomi.GetAsync(), PlatformClient.CreateHttpClient(), clock, settings);

    /// <summary>Starts both over another world; the engine reaches Boomi through <paramref name="connection"/>, which is its own from then on.</summary>
    public static Task<RunningEngine> StartAsync(SeededBoomi boomi, HttpClient connection, params (string Name, string Value)[] settings) => StartAsync(boomi, connection, new HurriedClock(), settings);

    private static async Task<RunningEngine> StartAsync(SeededBoomi boomi, HttpClient connection, TimeProvider clock, params (string Name, string Value)[] settings)
    {
        var emulator = await boomi.StartCopyAsync();
        var key = SharedKey.Generate();
        var engine = await EngineApp.BuildAsync([], builder =>
        {
            builder.Services.AddSingleton(clock);
            builder.Services.AddSingleton(_ => connection);
            WatchedLog.AddTo(builder.Logging);
            builder.Configuration.AddInMemoryCollection(Settings(boomi.Seed, emulator.Address, key));
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        });
        await engine.StartAsync();
        var channel = GrpcChannel.ForAddress(engine.Urls.First(), new GrpcChannelOptions
        {
            HttpHandler = new SigningHandler(SharedKey.Parse(key), TimeProvider.System, new WatchedAnswers(new SocketsHttpHandler())),
            MaxReceiveMessageSize = 16 * 1024 * 1024,
        });
        return new RunningEngine(boomi.Seed, emulator, engine, channel);
    }

    /// <summary>The headers of a call by a person, <c>alice</c> for example.</summary>
    public Metadata By(string persona, bool respondAsync = false)
    {
        var person = Seed.Personas.Single(candidate => candidate.Name == persona);
        var identity = new CallerIdentity
        {
            Kind = CallerKind.User,
            Subject = $"subject-of-{persona}",
            Email = person.Email,
            Name = person.DisplayName,
            Groups = person.Groups,
            CorrelationId = $"test-{persona}",
        };
        return Headers(identity, respondAsync);
    }

    /// <summary>The headers of a call by the schedulers.</summary>
    public static Metadata ByService() => Headers(CallerIdentity.ForService("schedulers", "test-schedulers"));

    /// <summary>The headers of a call by <paramref name="identity"/>.</summary>
    public static Metadata Headers(CallerIdentity identity, bool respondAsync = false)
    {
        var headers = new Metadata();
        identity.AddTo(headers);
        if (respondAsync)
        {
            headers.Add(CallMetadata.RespondAsync, "true");
        }

        return headers;
    }

    /// <summary>Publishes what waits for DataHub and answers what is left.</summary>
    public async Task<long> DrainOutboxAsync()
    {
        var publisher = Services.GetRequiredService<OutboxPublisher>();
        for (var round = 0; round < 50 && await Outbox.CountPendingAsync(CancellationToken.None) > 0; round++)
        {
            await publisher.PublishAsync(1_000, CancellationToken.None);
            await Task.Delay(20);
        }

        return await Outbox.CountPendingAsync(CancellationToken.None);
    }

    /// <summary>Stops the engine as a signal does: what is being answered is still answered.</summary>
    public Task StopAsync() => _engine.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _engine.StopAsync();
        LookAt(Services.GetRequiredService<IStateStore>());
        await _engine.DisposeAsync();
        await Boomi.DisposeAsync();
    }

    /// <summary>Looks for planted secrets in what a store in memory holds; one in Redis is looked at when its server ends.</summary>
    public static void LookAt(IStateStore store)
    {
        if (store is InMemoryStateStore memory)
        {
            SecretWatch.OfThisRun.LookInside("what is stored", memory.Snapshot());
        }
    }

    private static Dictionary<string, string?> Settings(SeedWorld seed, Uri boomi, string key) => new(StringComparer.Ordinal)
    {
        ["Engine:Port"] = "0",
        ["Engine:SharedKey"] = key,
        ["Engine:OutboxInterval"] = "00:00:02",
        ["State:FirstStart"] = "true",
        ["Boomi:Platform:BaseAddress"] = boomi.ToString(),
        ["Boomi:Platform:AccountId"] = seed.PrimaryAccountId,
        ["Boomi:Platform:User"] = EmulatorCredential.Default.User,
        ["Boomi:Platform:Token"] = EmulatorCredential.Default.Token,
        ["Boomi:Platform:RequestsPerSecond"] = "0",
        ["Boomi:Platform:CallTimeout"] = "00:05:00",
        ["Boomi:DataHub:RepositoryAddress"] = boomi.ToString(),
        ["Boomi:DataHub:User"] = SeededRepository.Access.User,
        ["Boomi:DataHub:Token"] = SeededRepository.Access.Token,
        ["Boomi:DataHub:CallTimeout"] = "00:05:00",
        ["Boomi:DataHub:GrantsKeptFor"] = "00:00:00",
        ["Scripts:StartEarly"] = "false",
        ["Scripts:CheckTimeout"] = "00:10:00",
        ["Scripts:QueueTimeout"] = "00:10:00",
        ["Scripts:StartTimeout"] = "00:10:00",
        ["Runs:Lease"] = "00:05:00",
        ["Runs:SettleTimeout"] = "00:00:00.3",
        ["Runs:BranchReadyTimeout"] = "00:00:02",
        ["Logging:LogLevel:Default"] = "None",
    };
}
