namespace BoomiEmulator.Seeding;

/// <summary>An account with everything in it.</summary>
/// <param name="Id">The account id, such as <c>abcteama-4F7K2Q</c>.</param>
/// <param name="Name">The account's name.</param>
/// <param name="ParentId">The primary account for a dev account; null for the primary account.</param>
/// <param name="CreatedAt">When the account was opened.</param>
/// <param name="Folders">Every folder, a parent before its children; the first is the root.</param>
/// <param name="Components">Every component.</param>
/// <param name="Packages">Every package, oldest first.</param>
public sealed record SeedAccount(
    string Id,
    string Name,
    string? ParentId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<SeedFolder> Folders,
    IReadOnlyList<SeedComponent> Components,
    IReadOnlyList<SeedPackage> Packages);
