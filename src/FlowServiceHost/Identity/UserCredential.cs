namespace FlowServiceHost.Identity;

/// <summary>A person, proved by a user token.</summary>
/// <param name="Subject">The issuer's stable ID of the person (<c>oid</c>, else <c>sub</c>).</param>
/// <param name="Email">E-mail, normalised; empty when the token has none.</param>
/// <param name="Emails">Every e-mail the token holds, normalised, <paramref name="Email"/> among them.</param>
/// <param name="Name">Display name; the e-mail when the token has none.</param>
/// <param name="Groups">Groups and app roles, by ID and by name.</param>
public sealed record UserCredential(string Subject, string Email, IReadOnlySet<string> Emails, string Name, IReadOnlyList<string> Groups) : Credential;
