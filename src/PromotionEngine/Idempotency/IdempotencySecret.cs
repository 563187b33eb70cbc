using System.Security.Cryptography;
using System.Text;
using Contract.Calls;

namespace PromotionEngine.Idempotency;

/// <summary>
/// The key of the HMAC over bodies. It is derived from the key that calls are signed with, unless it has a setting of its own; with one, repeats are
/// still known after the signing key was changed.
/// </summary>
internal static class IdempotencySecret
{
    /// <summary>Setting of a key of its own: Base64 of at least 32 bytes, the same in all engines.</summary>
    public const string Setting = "Engine:IdempotencyKey";

    private const int Length = 32;

    /// <summary>The key that <paramref name="configuration"/> names or implies.</summary>
    /// <exception cref="InvalidOperationException">The setting is not Base64 of at least 32 bytes.</exception>
    public static byte[] From(IConfiguration configuration)
    {
        var own = configuration[Setting];
        if (string.IsNullOrWhiteSpace(own))
        {
            var shared = Encoding.UTF8.GetBytes((configuration[SharedKeys.CurrentSetting] ?? string.Empty).Trim());
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, Length, info: "idempotency"u8.ToArray());
        }

        var buffer = new byte[own.Length];
        return Convert.TryFromBase64String(own.Trim(), buffer, out var length) && length >= Length
            ? buffer[..length]
            : throw new InvalidOperationException($"{Setting} must be Base64 of at least {Length} bytes.");
    }

    /// <summary>Why <see cref="From"/> would refuse <paramref name="configuration"/>; null when it would not.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        try
        {
            _ = From(configuration);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}
