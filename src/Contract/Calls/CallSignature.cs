using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Contract.Calls;

/// <summary>
/// A signature over one call: HMAC-SHA256 with the shared key over the method's path, the time, the nonce, the SHA-256 of the body as it is on the wire,
/// and every metadata entry whose name begins with <see cref="CallMetadata.Prefix"/>, the caller's identity among them.
/// </summary>
/// <param name="UnixMilliseconds">When it was made, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Nonce">16 random bytes as unpadded Base64url; the engine takes each once.</param>
/// <param name="Value">The HMAC as unpadded Base64url.</param>
public sealed record CallSignature(long UnixMilliseconds, string Nonce, string Value)
{
    private const string Version = "promotion-call-v1";
    private const int NonceLength = 22;
    private const int ValueLength = 43;

    /// <summary>Signs a call now, with a fresh nonce.</summary>
    /// <param name="key">The shared key.</param>
    /// <param name="path">The HTTP/2 path of the rpc.</param>
    /// <param name="body">The whole body, message frames included.</param>
    /// <param name="metadata">The call's headers; those that are not ours are ignored.</param>
    /// <param name="now">The time to sign with.</param>
    public static CallSignature Create(
        SharedKey key, string path, ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>> metadata, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        var time = now.ToUnixTimeMilliseconds();
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return new CallSignature(time, nonce, Compute(key, path, time, nonce, body, metadata));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is not of that form.</summary>
    public static CallSignature? Parse(string? text)
    {
        var parts = text?.Split(',');
        return parts is [['t', '=', .. var time], ['n', '=', .. var nonce], ['v', '=', .. var value]]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && nonce.Length == NonceLength && value.Length == ValueLength
            && Base64Url.IsValid(nonce) && Base64Url.IsValid(value)
            ? new CallSignature(milliseconds, nonce, value)
            : null;
    }

    /// <summary>Whether the signature is <paramref name="key"/>'s over this call. Takes equally long whatever differs.</summary>
    public bool IsOf(SharedKey key, string path, ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ArgumentNullException.ThrowIfNull(key);
        var expected = Compute(key, path, UnixMilliseconds, Nonce, body, metadata);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Value));
    }

    /// <summary>The signature as it travels.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t={UnixMilliseconds},n={Nonce},v={Value}");

    private static string Compute(
        SharedKey key, string path, long time, string nonce, ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var text = new StringBuilder()
            .Append(Version).Append('\n')
            .Append(path).Append('\n')
            .Append(time.ToString(CultureInfo.InvariantCulture)).Append('\n')
            .Append(nonce).Append('\n')
            .Append(Convert.ToHexStringLower(SHA256.HashData(body))).Append('\n');
        var ours = metadata
            .Select(entry => (Name: entry.Key.ToLowerInvariant(), entry.Value))
            .Where(entry => entry.Name.StartsWith(CallMetadata.Prefix, StringComparison.Ordinal) && entry.Name != CallMetadata.Signature)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Value, StringComparer.Ordinal);
        foreach (var (name, value) in ours)
        {
            // Proxies and gRPC libraries differ in whether they pad Base64.
            var plain = name.EndsWith("-bin", StringComparison.Ordinal) ? value.TrimEnd('=') : value;
            text.Append(name).Append(':').Append(plain).Append('\n');
        }

        return Base64Url.EncodeToString(key.Sign(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
