using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;
using SeededHub;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>The small seeded world, made and set up once; every test starts from a copy of it.</summary>
internal sealed record SeededBoomi(SeedWorld Seed, WorldDocument Platform, DataHubSnapshot DataHub)
{
    private static readonly Lazy<Task<SeededBoomi>> Made =
        new(() => MakeAsync(SeedWorld.Create(SeedSize.Small, 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero))));

    /// <summary>The world.</summary>
    public static Task<SeededBoomi> GetAsync() => Made.Value;

    /// <summary>An emulator with a copy of the world.</summary>
    public async Task<EmulatorHost> StartCopyAsync()
    {
        var emulator = await EmulatorHost.StartAsync(Options(Seed));
        emulator.World.Restore(Platform);
        emulator.DataHub.Restore(DataHub);
        return emulator;
    }

    private static EmulatorOptions Options(SeedWorld seed) => new()
    {
        DataHub = SeededRepository.Emulated(seed, TimeSpan.Zero),
    };

    /// <summary>Another world, set up the same way.</summary>
    public static async Task<SeededBoomi> MakeAsync(SeedWorld seed)
    {
        await using var emulator = await EmulatorHost.StartAsync(Options(seed));
        SeedLoader.Load(seed, emulator.World);
        using var repository = new SeededRepository(emulator.Address, seed, new HurriedClock());
        await repository.EnsureModelsAsync(CancellationToken.None);
        await repository.WriteAllAsync(CancellationToken.None);
        return new SeededBoomi(seed, emulator.World.Snapshot(), emulator.DataHub.Snapshot());
    }
}
