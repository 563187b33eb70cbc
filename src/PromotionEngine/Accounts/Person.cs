using System.Text.Json.Serialization;

namespace PromotionEngine.Accounts;

/// <summary>A person who takes part in a promotion.</summary>
/// <param name="Subject">The identity provider's stable ID of the person; empty when a trusted connector named the person by e-mail only.</param>
/// <param name="Email">E-mail, trimmed and in invariant lower case; may be empty when only the subject is known.</param>
/// <param name="Name">Display name; may be empty.</param>
public sealed record Person(string Subject, string Email, string Name)
{
    /// <summary>How records and messages name the person: by e-mail, else by subject.</summary>
    [JsonIgnore]
    public string Label => Email.Length > 0 ? Email : Subject;

    /// <summary>Two records are one person when the stable subject or the e-mail is equal.</summary>
    public bool IsSamePersonAs(Person other) =>
        (Subject.Length > 0 && string.Equals(Subject, other.Subject, StringComparison.Ordinal))
        || (Email.Length > 0 && string.Equals(Email, other.Email, StringComparison.Ordinal));

    /// <summary>An e-mail as it is kept and compared: trimmed, invariant lower case.</summary>
    public static string NormalizeEmail(string? email) => (email ?? string.Empty).Trim().ToLowerInvariant();
}
