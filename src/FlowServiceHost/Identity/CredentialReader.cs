using System.Text;

namespace FlowServiceHost.Identity;

/// <summary>Reads the Authorization header. Basic and Bearer are the only ways in; a who string of Flow, which has no scheme, grants nothing.</summary>
public sealed class CredentialReader(ConnectorDirectory connectors, UserTokenReader tokens)
{
    private const int LongestBasic = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the <paramref name="authorization"/> header proves; several headers prove nothing.</summary>
    public async Task<CredentialResult> ReadAsync(IReadOnlyList<string?> authorization, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        if (authorization is not [{ Length: > 0 } header])
        {
            return CredentialResult.Unauthorized;
        }

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space];
        var value = space < 0 ? string.Empty : header[(space + 1)..].Trim();
        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            var (user, token) = Decode(value);
            return connectors.Find(user, token) is { } connector ? CredentialResult.Of(connector) : CredentialResult.Unauthorized;
        }

        return scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && value.Length > 0
            ? await tokens.ReadAsync(value, cancellationToken)
            : CredentialResult.Unauthorized;
    }

    // What cannot be decoded is checked as an empty pair, which nobody has, so that it takes as long as any other.
    private static (string User, string Token) Decode(string base64)
    {
        if (base64.Length > LongestBasic)
        {
            return (string.Empty, string.Empty);
        }

        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return (string.Empty, string.Empty);
        }

        try
        {
            var pair = StrictUtf8.GetString(bytes, 0, length);
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (string.Empty, string.Empty) : (pair[..colon], pair[(colon + 1)..]);
        }
        catch (DecoderFallbackException)
        {
            return (string.Empty, string.Empty);
        }
    }
}
