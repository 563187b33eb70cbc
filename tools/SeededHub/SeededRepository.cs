using BoomiEmulator;
using BoomiEmulator.DataHub;
using BoomiEmulator.Seeding;
using PromotionEngine.Boomi.DataHub;
using EmulatedHub = BoomiEmulator.DataHub.DataHubOptions;
using HubConnection = PromotionEngine.Boomi.DataHub.DataHubOptions;

namespace SeededHub;

/// <summary>
/// The emulated repository of golden records of a seeded world: how the emulator serves it, how it is reached, and how it is set up and filled
/// the way a customer's admin does it, through DataHub's own API.
/// </summary>
public sealed class SeededRepository : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly SeedWorld _world;
    private readonly DataHubClient _client;
    private readonly RepositorySetup _setup;

    /// <summary>Reaches the repository.</summary>
    /// <param name="boomi">Where the emulator answers.</param>
    /// <param name="world">The seeded world.</param>
    /// <param name="timeProvider">The clock of the waits between calls.</param>
    public SeededRepository(Uri boomi, SeedWorld world, TimeProvider timeProvider)
    {
        var options = Connection(boomi, world);
        _world = world;
        _client = new DataHubClient(_http, options, timeProvider);
        _setup = new RepositorySetup(_http, _client, options, timeProvider);
    }

    /// <summary>The repository, with its user and token.</summary>
    public static DataHubRepositoryOptions Access { get; } =
        new("Promotion", "0b7f2f9c-6a0e-4b58-9d0f-7d6f3c1a2e44", "acme-AB12CD.PROMO1", "sandbox-repository-token");

    /// <summary>What makes an emulator serve the repository.</summary>
    /// <param name="world">The seeded world.</param>
    /// <param name="incorporationDelay">How long a batch takes to be incorporated.</param>
    public static EmulatedHub Emulated(SeedWorld world, TimeSpan incorporationDelay) => new()
    {
        AccountId = world.PrimaryAccountId,
        PlatformUser = EmulatorCredential.Default.User,
        PlatformToken = EmulatorCredential.Default.Token,
        Repositories = [Access],
        IncorporationDelay = incorporationDelay,
    };

    /// <summary>How the engine reaches the repository of the emulator at <paramref name="boomi"/>.</summary>
    /// <param name="boomi">Where the emulator answers.</param>
    /// <param name="world">The seeded world.</param>
    public static HubConnection Connection(Uri boomi, SeedWorld world) => new()
    {
        RepositoryAddress = boomi,
        User = Access.User,
        Token = Access.Token,
        AdministrationAddress = boomi,
        AdministrationAccountId = world.PrimaryAccountId,
        AdministrationUser = EmulatorCredential.Default.User,
        AdministrationToken = EmulatorCredential.Default.Token,
        RepositoryId = Access.Id,
    };

    /// <summary>Makes models and sources where missing.</summary>
    /// <returns>The universe of each model.</returns>
    public async Task<IReadOnlyDictionary<string, string>> EnsureModelsAsync(CancellationToken cancellationToken) =>
        (await _setup.EnsureAsync(cancellationToken)).Universes;

    /// <summary>Writes who may promote from which dev account.</summary>
    public Task WriteGrantsAsync(CancellationToken cancellationToken) =>
        WriteAsync(GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, _world.DevAccountGrants.Select(grant => grant.Fields()), cancellationToken);

    /// <summary>Writes everything that the seed says: grants, client accounts, whose extensions are whose, and the mappings of connections.</summary>
    public async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        await WriteGrantsAsync(cancellationToken);
        await WriteAsync(GoldenRecordModels.ClientAccountConfig, RecordSources.AdminConfig, _world.ClientConfigs.Select(config => config.Fields()), cancellationToken);
        await WriteAsync(GoldenRecordModels.ExtensionAccessMapping, RecordSources.AdminSync, _world.ExtensionAccess.Select(access => access.Fields()), cancellationToken);
        await WriteMappingsAsync([.. _world.ConnectionMappings.Select(ToMapping)], cancellationToken);
    }

    /// <summary>Writes mappings of components.</summary>
    /// <param name="mappings">The mappings.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteMappingsAsync(IReadOnlyList<ComponentMapping> mappings, CancellationToken cancellationToken) =>
        new ComponentMappings(_client).UpsertAsync(mappings, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task WriteAsync(GoldenRecordModel model, string source, IEnumerable<IReadOnlyDictionary<string, string>> records, CancellationToken cancellationToken)
    {
        var answer = await _client.UpsertAsync(model, source, [.. records.Select(fields => new GoldenRecordWrite(fields))], cancellationToken);
        answer.RequireWritten(model);
    }

    private static ComponentMapping ToMapping(SeedMapping mapping) => new(
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
