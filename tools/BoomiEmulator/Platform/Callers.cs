using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BoomiEmulator.Platform;

/// <summary>Tells who calls: HTTP Basic with a configured pair, or a bearer token that was issued for one.</summary>
internal sealed class Callers(IReadOnlyList<EmulatorCredential> credentials, TimeProvider time)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (EmulatorCredential Credential, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);
    private long _issued;

    /// <summary>The credential that an Authorization header proves, or null.</summary>
    public EmulatorCredential? Identify(string authorization)
    {
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return _tokens.TryGetValue(authorization[7..].Trim(), out var token) && time.GetUtcNow() < token.Until ? token.Credential : null;

        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;

        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
            return null;

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        foreach (var credential in credentials)
        {
            if (pair.Length == credential.User.Length + 1 + credential.Token.Length
                && pair.StartsWith(credential.User, StringComparison.OrdinalIgnoreCase)
                && pair[credential.User.Length] == ':'
                && pair.AsSpan(credential.User.Length + 1).SequenceEqual(credential.Token))
            {
                return credential;
            }
        }

        return null;
    }

    /// <summary>A bearer token of three parts, as the JWT endpoint issues them; valid for five minutes, here only.</summary>
    public string Issue(EmulatorCredential credential)
    {
        var until = time.GetUtcNow() + TokenLife;
        var number = Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture);
        var token = string.Join('.', Part("{\"alg\":\"none\"}"), Part($"{{\"sub\":\"{credential.Person}\",\"exp\":{until.ToUnixTimeSeconds()}}}"),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Token + number))));
        _tokens[token] = (credential, until);
        return token;
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
