namespace BoomiEmulator.Seeding;

/// <summary>A client account below the primary account: it builds nothing, it installs integration packs and runs them.</summary>
/// <param name="AccountId">The account id.</param>
/// <param name="Name">The account's name.</param>
/// <param name="CreatedAt">When the account was opened.</param>
/// <param name="Test">Its test environment; the test packs are attached to it.</param>
/// <param name="Production">Its production environment; the production packs are attached to it.</param>
/// <param name="Installations">The installed packs.</param>
public sealed record SeedClient(
    string AccountId, string Name, DateTimeOffset CreatedAt, SeedEnvironment Test, SeedEnvironment Production, IReadOnlyList<SeedInstallation> Installations);
