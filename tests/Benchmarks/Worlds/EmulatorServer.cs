using System.Text.Json;
using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Limits;
using BoomiEmulator.Seeding;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Promotions;

namespace Benchmarks.Worlds;

/// <summary>The emulated Boomi, in a process of its own so that its memory and the engine's are told apart.</summary>
internal static class EmulatorServer
{
    /// <summary>The word on the command line that makes a process an emulator.</summary>
    public const string Command = "serve-emulator";

    /// <summary>The repository of golden records.</summary>
    public static DataHubRepositoryOptions Repository { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "benchmark-repository-token");

    /// <summary>Serves until the input ends. Writes one line of JSON, an <see cref="EmulatedWorld"/>, when it is ready.</summary>
    public static async Task RunAsync(string orderJson, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<EmulatorOrder>(orderJson)!;
        var seed = SizedWorld.Create(order.Accounts, order.Components, seed: 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        await using var emulator = await EmulatorHost.StartAsync(Options(order, seed), cancellationToken: cancellationToken);
        SeedLoader.Load(seed, emulator.World);
        await SetUpAsync(emulator, seed, cancellationToken);
        emulator.State.SetBaseline();
        emulator.Settings.Limits = new EmulatorLimits { RequestsPerSecond = order.RequestsPerSecond == 0 ? null : order.RequestsPerSecond, OverrideAccountPays = false };
        var world = new EmulatedWorld(emulator.Address, seed.PrimaryAccountId, [.. seed.DevAccounts.Select(PackageOf)]);
        await output.WriteLineAsync(JsonSerializer.Serialize(world));
        await output.FlushAsync(cancellationToken);
        await input.ReadLineAsync(cancellationToken);
    }

    private static EmulatorOptions Options(EmulatorOrder order, SeedWorld seed) => new()
    {
        Delays = new EmulatorDelays
        {
            Latency = TimeSpan.FromMilliseconds(order.LatencyMilliseconds),
            BranchReady = TimeSpan.FromMilliseconds(order.BranchReadyMilliseconds),
        },
        DataHub = new BoomiEmulator.DataHub.DataHubOptions
        {
            AccountId = seed.PrimaryAccountId,
            PlatformUser = EmulatorCredential.Default.User,
            PlatformToken = EmulatorCredential.Default.Token,
            Repositories = [Repository],
        },
    };

    private static async Task SetUpAsync(EmulatorHost emulator, SeedWorld seed, CancellationToken cancellationToken)
    {
        var options = new PromotionEngine.Boomi.DataHub.DataHubOptions
        {
            RepositoryAddress = emulator.Address,
            User = Repository.User,
            Token = Repository.Token,
            AdministrationAddress = emulator.Address,
            AdministrationAccountId = seed.PrimaryAccountId,
            AdministrationUser = EmulatorCredential.Default.User,
            AdministrationToken = EmulatorCredential.Default.Token,
            RepositoryId = Repository.Id,
        };
        using var http = new HttpClient();
        var client = new DataHubClient(http, options, TimeProvider.System);
        await new RepositorySetup(http, client, options, TimeProvider.System).EnsureAsync(cancellationToken);
        var grants = seed.DevAccountGrants.Select(grant => new GoldenRecordWrite(grant.Fields()));
        (await client.UpsertAsync(GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, [.. grants], cancellationToken)).RequireWritten(GoldenRecordModels.DevAccountAccess);
    }

    private static EmulatedPackage PackageOf(SeedAccount account)
    {
        var package = account.Packages[^1];
        var packaged = package.Manifest.Select(entry => entry.ComponentId).ToHashSet(StringComparer.Ordinal);
        var components = account.Components.Where(component => packaged.Contains(component.Id)).ToList();
        var graph = new ReferenceGraph(components.Select(component => KeyValuePair.Create(
            new ComponentId(component.Id), (IReadOnlyList<ComponentId>)[.. component.References.Select(id => new ComponentId(id))])));
        var writes = WriteOrder.Plan(graph, _ => true);
        var chains = new Dictionary<ComponentId, int>();
        foreach (var write in writes)
        {
            chains[write.Id] = 1 + write.WaitsFor.Select(needed => chains[needed]).DefaultIfEmpty().Max();
        }

        return new EmulatedPackage(
            account.Id,
            package.PackageId,
            package.ComponentId,
            components.Count,
            chains.Values.Max(),
            writes.Count(write => write.LeftOut.Count > 0),
            (int)components.Average(component => component.Xml.Length));
    }
}
