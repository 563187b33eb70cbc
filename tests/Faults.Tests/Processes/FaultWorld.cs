using BoomiEmulator;
using BoomiEmulator.Limits;
using BoomiEmulator.Seeding;
using SeededHub;

namespace Faults.Tests.Processes;

/// <summary>The emulated Boomi of the suite, set up as a customer's admin does it.</summary>
internal static class FaultWorld
{
    /// <summary>Starts it with the small seeded world.</summary>
    public static async Task<(EmulatorHost Boomi, SeedWorld Seed)> StartAsync(CancellationToken cancellationToken)
    {
        var seed = SeedWorld.Create(SeedSize.Small, 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                DataHub = SeededRepository.Emulated(seed, TimeSpan.Zero),
                Delays = new EmulatorDelays { BranchReady = TimeSpan.FromMilliseconds(20) },
            },
            cancellationToken: cancellationToken);
        SeedLoader.Load(seed, emulator.World);
        using var repository = new SeededRepository(emulator.Address, seed, TimeProvider.System);
        await repository.EnsureModelsAsync(cancellationToken);
        await repository.WriteGrantsAsync(cancellationToken);
        return (emulator, seed);
    }
}
