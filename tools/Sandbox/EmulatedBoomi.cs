using BoomiEmulator;
using BoomiEmulator.Faults;
using BoomiEmulator.Limits;
using BoomiEmulator.Seeding;
using SeededHub;

namespace Sandbox;

/// <summary>The emulated Boomi of a sandbox, with its world in it.</summary>
internal static class EmulatedBoomi
{
    // The world is the same on every day that it is made.
    private static readonly DateTimeOffset BaseInstant = new(2026, 2, 16, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The world for <paramref name="options"/>.</summary>
    public static SeedWorld WorldFor(SandboxOptions options) => SeedWorld.Create(options.Size, options.Seed, BaseInstant);

    /// <summary>Starts the emulator; a world kept in the data folder is taken up again.</summary>
    /// <returns>The emulator, and whether its world is new.</returns>
    public static async Task<(EmulatorHost Emulator, bool IsNew)> StartAsync(SandboxOptions options, SeedWorld world, CancellationToken cancellationToken)
    {
        var file = options.Data.Length > 0 ? Path.Combine(options.Data, "boomi.json") : null;
        if (options.Fresh && file is not null)
        {
            File.Delete(file);
        }

        var isNew = file is null || !File.Exists(file);
        var emulator = await EmulatorHost.StartAsync(Options(options, world, file), cancellationToken: cancellationToken);
        if (isNew)
        {
            SeedLoader.Load(world, emulator.World);
            emulator.State.SetBaseline();
        }

        if (options.Scenario == SandboxScenario.Busy)
        {
            emulator.Faults.Add(new FaultRule { Name = "busy", Every = 10, Effect = FaultEffect.Status, Status = StatusCodes.Status503ServiceUnavailable });
        }

        return (emulator, isNew);
    }

    private static EmulatorOptions Options(SandboxOptions options, SeedWorld world, string? file)
    {
        var faithful = options.Scenario == SandboxScenario.Faithful;
        return new EmulatorOptions
        {
            Urls = $"http://127.0.0.1:{options.EmulatorPort}",
            Credentials = [SandboxCredentials.Platform],
            Seed = options.Seed,
            DataFile = file,
            Limits = new EmulatorLimits { RequestsPerSecond = faithful ? 10 : null },
            Delays = new EmulatorDelays
            {
                Latency = TimeSpan.FromMilliseconds(faithful ? 200 : 0),
                BranchReady = TimeSpan.FromMilliseconds(faithful ? 1_000 : 100),
            },
            DataHub = SeededRepository.Emulated(world, TimeSpan.FromMilliseconds(faithful ? 500 : 20)),
        };
    }
}
