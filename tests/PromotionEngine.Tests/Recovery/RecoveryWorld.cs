using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;
using PromotionEngine.Boomi.DataHub;
using SeededHub;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// The small seeded world with a package of its own kind: two new processes that need each other, a script, and a component of production that is updated.
/// Made once; every test starts from a copy.
/// </summary>
internal sealed record RecoveryWorld(SeedWorld Seed, WorldDocument Platform, DataHubSnapshot DataHub, IReadOnlyList<string> Components, string PackageId)
{
    private static readonly Lazy<Task<RecoveryWorld>> Made = new(MakeAsync);

    /// <summary>Folders of production that the package's components stand in.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["/Promoted", "/Promoted/Crash", "/Promoted/Crash/Deep"];

    /// <summary>The account that is promoted from.</summary>
    public string DevAccount => Seed.MainPackage.AccountId;

    /// <summary>The production account.</summary>
    public string Primary => Seed.PrimaryAccountId;

    /// <summary>The world.</summary>
    public static Task<RecoveryWorld> GetAsync() => Made.Value;

    /// <summary>An emulator with a copy of the world.</summary>
    public async Task<EmulatorHost> StartCopyAsync()
    {
        var emulator = await EmulatorHost.StartAsync(Options(Seed));
        emulator.World.Restore(Platform);
        emulator.DataHub.Restore(DataHub);
        return emulator;
    }

    /// <summary>The inside of a process that refers to <paramref name="references"/>.</summary>
    public static string ProcessXml(params string[] references) =>
        $"<process xmlns=\"\"><shapes>{string.Concat(references.Select((id, at) => $"<shape name=\"shape{at}\"><configuration><part ref=\"{id}\"/></configuration></shape>"))}</shapes></process>";

    private static EmulatorOptions Options(SeedWorld seed) => new()
    {
        DataHub = SeededRepository.Emulated(seed, TimeSpan.Zero),
        Delays = new BoomiEmulator.Limits.EmulatorDelays { BranchReady = TimeSpan.Zero },
    };

    private static async Task<RecoveryWorld> MakeAsync()
    {
        var seed = SeedWorld.Create(SeedSize.Small, 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        await using var emulator = await EmulatorHost.StartAsync(Options(seed));
        SeedLoader.Load(seed, emulator.World);
        var dev = seed.MainPackage.AccountId;
        var world = emulator.World;
        var updated = world.AddComponent(dev, "Crash", "process", string.Empty, "Crash updated", ProcessXml()).ComponentId;
        var first = world.AddComponent(dev, "Crash", "process", string.Empty, "Crash cycle A", ProcessXml()).ComponentId;
        var second = world.AddComponent(dev, "Crash/Deep", "process", string.Empty, "Crash cycle B", ProcessXml(first)).ComponentId;
        world.UpdateComponent(dev, first, ProcessXml(second));
        var root = world.AddComponent(dev, "Crash", "process", string.Empty, "Crash root", ProcessXml(first, updated)).ComponentId;
        var package = world.AddPackage(dev, root, "1.0", "made by a test").PackageId;
        var prod = world.AddComponent(seed.PrimaryAccountId, "Promoted/Crash", "process", string.Empty, "Crash updated", "<process xmlns=\"\"><shapes old=\"true\"/></process>").ComponentId;
        await SetUpAsync(emulator.Address, seed, updated, prod);
        return new RecoveryWorld(seed, world.Snapshot(), emulator.DataHub.Snapshot(), [root, first, second, updated], package);
    }

    private static async Task SetUpAsync(Uri boomi, SeedWorld seed, string updated, string prod)
    {
        using var repository = new SeededRepository(boomi, seed, TimeProvider.System);
        await repository.EnsureModelsAsync(CancellationToken.None);
        await repository.WriteGrantsAsync(CancellationToken.None);
        var mapping = new ComponentMapping(
            seed.MainPackage.AccountId, updated, prod, "Crash updated", "process", seed.PrimaryAccountId, 1, DateTimeOffset.UnixEpoch, "test", RecordSources.PromotionEngine);
        await repository.WriteMappingsAsync([mapping], CancellationToken.None);
    }
}
