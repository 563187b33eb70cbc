namespace BoomiEmulator.Seeding;

/// <summary>A whole seeded world as plain data. The same size, seed and base instant give the same world, byte for byte.</summary>
/// <param name="PrimaryAccountId">The account that promotions go to.</param>
/// <param name="Accounts">Every account, the primary one first, then the dev accounts in the order of their teams.</param>
/// <param name="MainPackage">The package that walks and tests promote.</param>
/// <param name="ConnectionMappings">The mappings that an admin made for shared connections; to be sent to DataHub.</param>
/// <param name="DevAccountGrants">The access grants; to be sent to DataHub.</param>
/// <param name="Personas">The people.</param>
/// <param name="Secrets">Every secret in any document of any version.</param>
/// <param name="LookAlikes">Every value that only looks like a secret's.</param>
/// <param name="SharedComponentId">An id that stands for different components in the first and the second dev account.</param>
public sealed record SeedWorld(
    string PrimaryAccountId,
    IReadOnlyList<SeedAccount> Accounts,
    SeedMainPackage MainPackage,
    IReadOnlyList<SeedMapping> ConnectionMappings,
    IReadOnlyList<SeedGrant> DevAccountGrants,
    IReadOnlyList<SeedPersona> Personas,
    IReadOnlyList<PlantedSecret> Secrets,
    IReadOnlyList<SeedLookAlike> LookAlikes,
    string SharedComponentId)
{
    /// <summary>The integration packs that the primary account publishes.</summary>
    public IReadOnlyList<SeedPack> Packs { get; init; } = [];

    /// <summary>The client accounts. They hold no components and are not among <see cref="Accounts"/>.</summary>
    public IReadOnlyList<SeedClient> Clients { get; init; } = [];

    /// <summary>Which group may see the environments of which client; to be sent to DataHub.</summary>
    public IReadOnlyList<SeedClientConfig> ClientConfigs { get; init; } = [];

    /// <summary>Who may edit which extension; to be sent to DataHub.</summary>
    public IReadOnlyList<SeedExtensionAccess> ExtensionAccess { get; init; } = [];

    /// <summary>What is set in the environments of the clients.</summary>
    public IReadOnlyList<SeedExtensionValue> ExtensionValues { get; init; } = [];

    /// <summary>The primary account.</summary>
    public SeedAccount Primary => Account(PrimaryAccountId);

    /// <summary>The dev accounts, in the order of their teams.</summary>
    public IEnumerable<SeedAccount> DevAccounts => Accounts.Where(account => account.ParentId is not null);

    /// <summary>Makes a world.</summary>
    /// <param name="size">How large.</param>
    /// <param name="seed">What makes it differ from others.</param>
    /// <param name="baseInstant">The present of that world: everything in it happened before, in the last 400 days.</param>
    public static SeedWorld Create(SeedSize size, int seed, DateTimeOffset baseInstant) => new WorldDraft(size, seed, baseInstant).Build();

    /// <summary>An account by its id.</summary>
    /// <exception cref="KeyNotFoundException">The world has no such account.</exception>
    public SeedAccount Account(string accountId) =>
        Accounts.FirstOrDefault(account => account.Id == accountId) ?? throw new KeyNotFoundException($"The world has no account {accountId}.");
}
