namespace BoomiEmulator.Seeding;

/// <summary>An admin's mapping of a dev account's connection to a shared one of the primary account: the content of a
/// ComponentMapping golden record of source <c>ADMIN_SEEDING</c>.</summary>
/// <param name="DevAccountId">The dev account.</param>
/// <param name="DevComponentId">The connection there.</param>
/// <param name="ProdAccountId">The primary account.</param>
/// <param name="ProdComponentId">The shared connection.</param>
/// <param name="ComponentName">The shared connection's name.</param>
/// <param name="ComponentType"><c>connector-settings</c>.</param>
/// <param name="ProdLatestVersion">The shared connection's version on main.</param>
/// <param name="LastPromotedAt">When the admin made the mapping.</param>
/// <param name="LastPromotedBy">The admin's e-mail address.</param>
public sealed record SeedMapping(
    string DevAccountId,
    string DevComponentId,
    string ProdAccountId,
    string ProdComponentId,
    string ComponentName,
    string ComponentType,
    int ProdLatestVersion,
    DateTimeOffset LastPromotedAt,
    string LastPromotedBy);
