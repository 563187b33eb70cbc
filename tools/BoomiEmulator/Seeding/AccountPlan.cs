namespace BoomiEmulator.Seeding;

/// <summary>What is known of an account before anything is in it.</summary>
/// <param name="Name">The account's name, which is also its root folder's.</param>
/// <param name="Stem">The lower-case letters that its id starts with.</param>
/// <param name="ParentId">The primary account; null for the primary account itself.</param>
/// <param name="SecretWord">The word that secrets planted here contain.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Authors">The e-mail addresses of those who build in it; at least one.</param>
internal sealed record AccountPlan(
    string Name,
    string Stem,
    string? ParentId,
    string SecretWord,
    DateTimeOffset OpenedAt,
    IReadOnlyList<string> Authors);
