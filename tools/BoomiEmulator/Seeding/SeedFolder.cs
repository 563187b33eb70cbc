namespace BoomiEmulator.Seeding;

/// <summary>A folder of an account.</summary>
/// <param name="Id">The id as Boomi makes them: <c>F:</c> and a number in base64 without padding.</param>
/// <param name="Name">The last part of the path.</param>
/// <param name="ParentId">The parent folder; null for the account's root folder.</param>
/// <param name="FullPath">The path from the root folder's name, with <c>/</c> between parts.</param>
public sealed record SeedFolder(string Id, string Name, string? ParentId, string FullPath);
