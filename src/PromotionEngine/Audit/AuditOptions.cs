using System.Security.Cryptography;
using PromotionEngine.State;

namespace PromotionEngine.Audit;

/// <summary>Settings under <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Audit";

    /// <summary>
    /// Key of the seals that chain the entries, at least 32 bytes as Base64, the same in all engines and not in the store. May be absent only where
    /// nothing outlives the process.
    /// </summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>Keys that were used before, so that the entries under them are still proved; newest first.</summary>
    public IReadOnlyList<string> PreviousKeys { get; set; } = [];

    /// <summary>The bytes of the keys, the current one first; one for this process alone when none is set.</summary>
    public IReadOnlyList<byte[]> Keys() =>
        [Key.Length > 0 ? Convert.FromBase64String(Key) : RandomNumberGenerator.GetBytes(AuditKeys.MinLength), .. PreviousKeys.Select(Convert.FromBase64String)];

    /// <summary>Every problem of the settings, for one message at start.</summary>
    /// <param name="isShared">Whether the entries outlive this process.</param>
    public IEnumerable<string> Problems(bool isShared)
    {
        if (Key.Length == 0 && isShared)
        {
            yield return $"Audit:Key is missing. Give all engines the same {AuditKeys.MinLength} random bytes as Base64 (openssl rand -base64 {AuditKeys.MinLength}).";
        }

        if (Key.Length > 0 && !IsKey(Key))
        {
            yield return $"Audit:Key must be at least {AuditKeys.MinLength} bytes as Base64.";
        }

        for (var index = 0; index < PreviousKeys.Count; index++)
        {
            if (!IsKey(PreviousKeys[index]))
            {
                yield return $"Audit:PreviousKeys:{index} must be at least {AuditKeys.MinLength} bytes as Base64.";
            }
        }
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= AuditKeys.MinLength;
    }
}
