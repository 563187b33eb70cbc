using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Limits;
using BoomiEmulator.Seeding;
using PromotionEngine.Boomi.DataHub;

namespace Faults.Tests.Processes;

/// <summary>The emulated Boomi of the suite, set up as a customer's admin does it.</summary>
internal static class FaultWorld
{
    /// <summary>The repository that the service works with.</summary>
    public static DataHubRepositoryOptions Repository { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "test-repository-token");

    /// <summary>Starts it with the small seeded world.</summary>
    public static async Task<(EmulatorHost Boomi, SeedWorld Seed)> StartAsync(CancellationToken cancellationToken)
    {
        var seed = SeedWorld.Create(SeedSize.Small, 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero));
        var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                DataHub = new BoomiEmulator.DataHub.DataHubOptions
                {
                    AccountId = seed.PrimaryAccountId,
                    PlatformUser = EmulatorCredential.Default.User,
                    PlatformToken = EmulatorCredential.Default.Token,
                    Repositories = [Repository],
                },
                Delays = new EmulatorDelays { BranchReady = TimeSpan.FromMilliseconds(20) },
            },
            cancellationToken: cancellationToken);
        SeedLoader.Load(seed, emulator.World);
        await SetUpAsync(emulator, seed, cancellationToken);
        return (emulator, seed);
    }

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
        var grants = seed.DevAccountGrants.Select(grant => new GoldenRecordWrite(grant.Fields())).ToList();
        (await client.UpsertAsync(GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, grants, cancellationToken)).RequireWritten(GoldenRecordModels.DevAccountAccess);
    }
}
