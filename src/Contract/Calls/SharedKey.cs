using System.Security.Cryptography;
using System.Text;

namespace Contract.Calls;

/// <summary>The secret that the host, the schedulers and the engine share to sign calls. It never shows in texts or logs.</summary>
public sealed class SharedKey
{
    /// <summary>Shortest key, in bytes.</summary>
    public const int MinLength = 32;

    private readonly byte[] _bytes;

    private SharedKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The key in <paramref name="base64"/>.</summary>
    /// <exception cref="FormatException">The text is not Base64 of at least <see cref="MinLength"/> bytes. The message does not repeat it.</exception>
    public static SharedKey Parse(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.Trim(), buffer, out var length) && length >= MinLength
            ? new SharedKey(buffer[..length])
            : throw new FormatException($"A shared key is Base64 of at least {MinLength} random bytes; make one with: openssl rand -base64 {MinLength}");
    }

    /// <summary>A new random key as Base64.</summary>
    public static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinLength));

    /// <summary>A key for <paramref name="purpose"/>, from which this one cannot be found.</summary>
    /// <param name="purpose">What it is for; different purposes have different keys.</param>
    /// <param name="length">Its length in bytes.</param>
    public byte[] Derive(ReadOnlySpan<byte> purpose, int length)
    {
        // From the key as settings write it: what earlier versions sealed opens still.
        var key = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Convert.ToBase64String(_bytes)), key, salt: [], purpose);
        return key;
    }

    /// <inheritdoc/>
    public override string ToString() => "SharedKey(hidden)";

    internal byte[] Sign(ReadOnlySpan<byte> text) => HMACSHA256.HashData(_bytes, text);
}
