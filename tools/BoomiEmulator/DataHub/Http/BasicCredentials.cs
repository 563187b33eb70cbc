using System.Text;

namespace BoomiEmulator.DataHub.Http;

/// <summary>The pair of a Basic Authorization header.</summary>
internal readonly record struct BasicCredentials(string User, string Secret)
{
    /// <summary>The pair, or null when the header is missing, of another kind or garbled.</summary>
    public static BasicCredentials? Read(string? authorization)
    {
        const string scheme = "Basic ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var encoded = authorization[scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var written))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new BasicCredentials(pair[..colon], pair[(colon + 1)..]);
    }
}
