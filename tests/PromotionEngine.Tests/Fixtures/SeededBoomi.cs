using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>The small seeded world, made and set up once; every test starts from a copy of it.</summary>
internal sealed record SeededBoomi(SeedWorld Seed, WorldDocument Platform, DataHubSnapshot DataHub)
{
    private static readonly Lazy<Task<SeededBoomi>> Made =
        new(() => MakeAsync(SeedWorld.Create(SeedSize.Small, 1, new DateTimeOffset(2026, 2, 16, 9, 0, 0, TimeSpan.Zero))));

    /// <summary>The repository that the service works with.</summary>
    public static DataHubRepositoryOptions Repository { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "test-repository-token");

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
        DataHub = new BoomiEmulator.DataHub.DataHubOptions
        {
            AccountId = seed.PrimaryAccountId,
            PlatformUser = EmulatorCredential.Default.User,
            PlatformToken = EmulatorCredential.Default.Token,
            Repositories = [Repository],
        },
    };

    /// <summary>Another world, set up the same way.</summary>
    public static async Task<SeededBoomi> MakeAsync(SeedWorld seed)
    {
        await using var emulator = await EmulatorHost.StartAsync(Options(seed));
        SeedLoader.Load(seed, emulator.World);
        await SetUpAsync(emulator, seed);
        return new SeededBoomi(seed, emulator.World.Snapshot(), emulator.DataHub.Snapshot());
    }

    // Models, sources, grants and mappings come in the way a customer's admin makes them: through DataHub's own API.
    private static async Task SetUpAsync(EmulatorHost emulator, SeedWorld seed)
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
        var client = new DataHubClient(http, options, new HurriedClock());
        await new RepositorySetup(http, client, options, new HurriedClock()).EnsureAsync(CancellationToken.None);
        var grants = await client.UpsertAsync(GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, [.. seed.DevAccountGrants.Select(grant => new GoldenRecordWrite(grant.Fields()))], CancellationToken.None);
        grants.RequireWritten(GoldenRecordModels.DevAccountAccess);
        var configs = await client.UpsertAsync(GoldenRecordModels.ClientAccountConfig, RecordSources.AdminConfig, [.. seed.ClientConfigs.Select(config => new GoldenRecordWrite(config.Fields()))], CancellationToken.None);
        configs.RequireWritten(GoldenRecordModels.ClientAccountConfig);
        var access = await client.UpsertAsync(GoldenRecordModels.ExtensionAccessMapping, RecordSources.AdminSync, [.. seed.ExtensionAccess.Select(one => new GoldenRecordWrite(one.Fields()))], CancellationToken.None);
        access.RequireWritten(GoldenRecordModels.ExtensionAccessMapping);
        await new ComponentMappings(client).UpsertAsync([.. seed.ConnectionMappings.Select(Mapping)], CancellationToken.None);
    }

    private static ComponentMapping Mapping(SeedMapping mapping) => new(
        mapping.DevAccountId,
        mapping.DevComponentId,
        mapping.ProdComponentId,
        mapping.ComponentName,
        mapping.ComponentType,
        mapping.ProdAccountId,
        mapping.ProdLatestVersion,
        mapping.LastPromotedAt,
        mapping.LastPromotedBy,
        RecordSources.AdminSeeding);
}
