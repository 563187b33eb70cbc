using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Seeding;
using BoomiEmulator.State;
using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// The small seeded world with a package of its own kind: two new processes that need each other, a script, and a component of production that is updated.
/// Made once; every test starts from a copy.
/// </summary>
internal sealed record RecoveryWorld(SeedWorld Seed, WorldDocument Platform, DataHubSnapshot DataHub, IReadOnlyList<string> Components, string PackageId)
{
    private static readonly Lazy<Task<RecoveryWorld>> Made = new(MakeAsync);

    /// <summary>The repository that the service works with.</summary>
    public static DataHubRepositoryOptions Repository { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "test-repository-token");

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
        DataHub = new BoomiEmulator.DataHub.DataHubOptions
        {
            AccountId = seed.PrimaryAccountId,
            PlatformUser = EmulatorCredential.Default.User,
            PlatformToken = EmulatorCredential.Default.Token,
            Repositories = [Repository],
            IncorporationDelay = TimeSpan.Zero,
        },
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
        await SetUpAsync(emulator, seed, updated, prod);
        return new RecoveryWorld(seed, world.Snapshot(), emulator.DataHub.Snapshot(), [root, first, second, updated], package);
    }

    // Models, sources, grants and mappings come in the way a customer's admin makes them: through DataHub's own API.
    private static async Task SetUpAsync(EmulatorHost emulator, SeedWorld seed, string updated, string prod)
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
        await new RepositorySetup(http, client, options, TimeProvider.System).EnsureAsync(CancellationToken.None);
        var grants = seed.DevAccountGrants.Select(grant => new GoldenRecordWrite(grant.Fields())).ToList();
        (await client.UpsertAsync(GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, grants, CancellationToken.None)).RequireWritten(GoldenRecordModels.DevAccountAccess);
        var mapping = new ComponentMapping(
            seed.MainPackage.AccountId, updated, prod, "Crash updated", "process", seed.PrimaryAccountId, 1, DateTimeOffset.UnixEpoch, "test", RecordSources.PromotionEngine);
        await new ComponentMappings(client).UpsertAsync([mapping], CancellationToken.None);
    }
}
