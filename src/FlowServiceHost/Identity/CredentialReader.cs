using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FlowServiceHost.Limits;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Identity;

/// <summary>
/// Reads the credentials of a request: the Authorization header, Basic or Bearer, or else the client certificate of the connection. Where a connector sends both, both
/// must be right and its own. A who string of Flow, which has no scheme, grants nothing.
/// </summary>
public sealed class CredentialReader(ConnectorDirectory connectors, UserTokenReader tokens, FailedSignIns failures, TimeProvider clock)
{
    private const int LongestBasic = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What <paramref name="request"/> proves.</summary>
    public async Task<CredentialResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var connection = request.HttpContext.Connection;
        var certified = Certified(connection.ClientCertificate);
        var authorization = request.Headers.Authorization.ToArray();

        // A who string proves nothing, nor does it take anything from the certificate of the connection that it came over.
        if (certified is not null && (authorization.Length == 0 || (authorization is [{ } header] && WhoString.Decode(header) is not null)))
        {
            return CredentialResult.Of(certified);
        }

        var proved = await ReadAsync(authorization, connection.RemoteIpAddress?.ToString() ?? string.Empty, cancellationToken);
        return certified is not null && proved.Credential is ConnectorCredential named && !string.Equals(named.Name, certified.Name, StringComparison.Ordinal)
            ? CredentialResult.Unauthorized
            : proved;
    }

    // The handshake proved that the client has the key; which certificates count is a list of fingerprints, so that no authority's word is needed.
    private ConnectorCredential? Certified(X509Certificate2? certificate)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return certificate is not null && certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime()
            ? connectors.FindByFingerprint(certificate.GetCertHashString(HashAlgorithmName.SHA256))
            : null;
    }

    private async Task<CredentialResult> ReadAsync(IReadOnlyList<string?> authorization, string address, CancellationToken cancellationToken)
    {
        if (authorization is not [{ Length: > 0 } header])
        {
            return CredentialResult.Unauthorized;
        }

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space];
        var value = space < 0 ? string.Empty : header[(space + 1)..].Trim();
        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return ReadBasic(value, address);
        }

        return scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && value.Length > 0
            ? await tokens.ReadAsync(value, cancellationToken)
            : CredentialResult.Unauthorized;
    }

    // Who fails often is not listened to for a while: a slow hash costs us more than the guess costs them. Pairs that passed before are not held up by it.
    private CredentialResult ReadBasic(string value, string address)
    {
        var (user, token) = Decode(value);
        if (connectors.FindKnown(user, token) is { } known)
        {
            return CredentialResult.Of(known);
        }

        if (failures.WaitOf(address) is { } wait)
        {
            return CredentialResult.TooManyFailures(wait);
        }

        if (connectors.Find(user, token) is { } connector)
        {
            return CredentialResult.Of(connector);
        }

        failures.Note(address);
        return CredentialResult.Unauthorized;
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
