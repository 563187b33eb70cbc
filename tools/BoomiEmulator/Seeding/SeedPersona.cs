namespace BoomiEmulator.Seeding;

/// <summary>A person who uses the promotion service.</summary>
/// <param name="Name">The first name in lower case, as the sandbox prints it.</param>
/// <param name="DisplayName">First and last name.</param>
/// <param name="Email">The e-mail address, in the reserved domain <c>example</c>.</param>
/// <param name="Groups">The names of the SSO groups.</param>
public sealed record SeedPersona(string Name, string DisplayName, string Email, IReadOnlyList<string> Groups);
