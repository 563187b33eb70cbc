using System.Buffers;

namespace PromotionEngine.Components;

/// <summary>Which names mean that a value is a secret or belongs to one environment. Letter case never matters, except to tell words apart.</summary>
internal static class SecretName
{
    private static readonly SearchValues<string> Parts =
        SearchValues.Create(["password", "secret", "token", "credential"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Settings = ["host", "url", "port", "connectionString", "jdbcUrl"];

    private static readonly string[] Secrets =
    [
        "password", "EncryptedValue", "apiKey", "apiToken", "secretKey", "clientSecret", "privateKey", "keystorePassword", "proxyPassword",
    ];

    private static readonly string[] AttributeSecrets = [.. Secrets, "connectionString", "jdbcUrl"];

    /// <summary>Whether an element or an entry of this name holds a value that is stripped.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name)
        => IsOneOf(name, Secrets) || IsOneOf(name, Settings) || EndsWithWordKey(name) || name.ContainsAny(Parts);

    /// <summary>
    /// Whether an attribute of this name is itself a secret. Narrower than <see cref="IsSecret"/>: attributes are mostly flags and
    /// identities (<c>key="0"</c>, <c>tokenType="x"</c>), so only the whole names of credentials count.
    /// </summary>
    public static bool IsSecretAttribute(ReadOnlySpan<char> name) => IsOneOf(name, AttributeSecrets);

    /// <summary>Whether a value of this name is a password, whose encrypted form is recognised by its shape.</summary>
    public static bool IsPassword(ReadOnlySpan<char> name) => name.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value looks like the one-way hash that the platform answers in place of a password.</summary>
    public static bool IsHashLike(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        return value.Length >= 32 && value.Length % 2 == 0 && !value.ContainsAnyExcept(HexDigits);
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the last word is <c>key</c>: words end at a change from small to capital letter, at a digit and at anything that is neither.
    /// A number behind the last word (<c>apiKey2</c>) does not hide it.
    /// </summary>
    private static bool EndsWithWordKey(ReadOnlySpan<char> name)
    {
        name = name.TrimEnd("0123456789_-. ");
        if (!name.EndsWith("key", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (name.Length == 3)
        {
            return true;
        }

        var before = name[^4];
        var word = name[^3..];
        return !char.IsLetter(before)
            || (char.IsUpper(word[0]) && (char.IsLower(before) || char.IsLower(word[1])));
    }
}
