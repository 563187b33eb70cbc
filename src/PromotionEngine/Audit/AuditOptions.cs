using System.Security.Cryptography;

namespace PromotionEngine.Audit;

/// <summary>Settings under <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Audit";

    private const int KeyBytes = 32;

    /// <summary>
    /// Key of the seals that chain the entries, at least 32 bytes as Base64, the same in all engines and not in the store. May be absent only where
    /// nothing outlives the process.
    /// </summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>The key's bytes; one for this process alone when none is set.</summary>
    public byte[] KeyOrRandom() => Key.Length > 0 ? Convert.FromBase64String(Key) : RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Every problem of the settings, for one message at start.</summary>
    /// <param name="isShared">Whether the entries outlive this process.</param>
    public IEnumerable<string> Problems(bool isShared)
    {
        if (Key.Length == 0)
        {
            if (isShared)
            {
                yield return $"Audit:Key is missing. Give all engines the same {KeyBytes} random bytes as Base64 (openssl rand -base64 {KeyBytes}).";
            }

            yield break;
        }

        var bytes = new byte[Key.Length];
        if (!Convert.TryFromBase64String(Key, bytes, out var length) || length < KeyBytes)
        {
            yield return $"Audit:Key must be at least {KeyBytes} bytes as Base64.";
        }
    }
}
