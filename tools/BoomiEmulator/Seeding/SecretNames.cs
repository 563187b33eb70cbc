namespace BoomiEmulator.Seeding;

/// <summary>The names of secrets that the seed plants.</summary>
internal static class SecretNames
{
    /// <summary>Names that are a secret's as they stand.</summary>
    public static readonly IReadOnlyList<string> Exact =
    [
        "password", "host", "url", "port", "EncryptedValue", "apiKey", "apiToken", "secretKey", "clientSecret",
        "connectionString", "jdbcUrl", "privateKey", "keystorePassword", "proxyPassword",
    ];

    /// <summary>Names that contain a telling word, in any case.</summary>
    public static readonly IReadOnlyList<string> Telling = ["dbPasswordHint", "SESSIONTOKEN", "sharedSecretText", "partnerCredentials"];

    /// <summary>Names whose last word is key.</summary>
    public static readonly IReadOnlyList<string> KeyLast = ["signingKey", "secret-key", "licence_key"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [.. Exact, .. Telling, .. KeyLast];

    /// <summary>Names that resemble the above and are none.</summary>
    public static readonly IReadOnlyList<string> LookAlikes = ["keyField", "monkey", "keyElement", "hostname", "urlPath", "portal", "passwort"];
}
