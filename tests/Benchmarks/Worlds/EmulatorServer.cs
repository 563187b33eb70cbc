using System.Text.Json;
using BoomiEmulator;
using BoomiEmulator.Limits;
using BoomiEmulator.Seeding;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Promotions;
using SeededHub;

namespace Benchmarks.Worlds;

/// <summary>The emulated Boomi, in a process of its own so that its memory and the engine's are told apart.</summary>
internal static class EmulatorServer
{
    /// <summary>The word on the command line that makes a process an emulator.</summary>
    public const string Command = "serve-emulator";

    /// <summary>Serves until the input ends. Writes one line of JSON, an <see cref="EmulatedWorld"/>, when it is ready.</summary>
    public static async Task RunAsync(string orderJson, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<EmulatorOrder>(orderJson)!;
        var seed = SizedWorld.Create(order.Accounts, order.Components, seed: 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        await using var emulator = await EmulatorHost.StartAsync(Options(order, seed), cancellationToken: cancellationToken);
        SeedLoader.Load(seed, emulator.World);
        await SetUpAsync(emulator.Address, seed, cancellationToken);
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
        DataHub = SeededRepository.Emulated(seed, TimeSpan.Zero),
    };

    private static async Task SetUpAsync(Uri boomi, SeedWorld seed, CancellationToken cancellationToken)
    {
        using var repository = new SeededRepository(boomi, seed, TimeProvider.System);
        await repository.EnsureModelsAsync(cancellationToken);
        await repository.WriteGrantsAsync(cancellationToken);
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
