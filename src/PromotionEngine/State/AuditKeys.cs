using System.Security.Cryptography;
using System.Text;

namespace PromotionEngine.State;

/// <summary>
/// The keys that seal the audit log: the current one seals, and it and the earlier ones open. So a key is changed without the entries under the old one losing their
/// proof. The keys may change while the program runs.
/// </summary>
public sealed class AuditKeys
{
    /// <summary>Shortest key in bytes.</summary>
    public const int MinLength = 32;

    private byte[][] _keys = [];

    /// <summary>The keys, the current one first.</summary>
    /// <exception cref="ArgumentException">There is none, or one is too short.</exception>
    public AuditKeys(params IReadOnlyList<byte[]> keys) => Change(keys);

    /// <summary>Takes <paramref name="keys"/>, the current one first, from now on.</summary>
    /// <exception cref="ArgumentException">There is none, or one is too short.</exception>
    public void Change(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0 || keys.Any(key => key.Length < MinLength))
        {
            throw new ArgumentException($"There must be a key, and each must have at least {MinLength} bytes.", nameof(keys));
        }

        Volatile.Write(ref _keys, [.. keys]);
    }

    /// <summary>The seal of an entry that follows the one sealed with <paramref name="before"/>, under the current key.</summary>
    public string Seal(string before, string json) => Seal(Volatile.Read(ref _keys)[0], before, json);

    /// <summary>Whether <paramref name="seal"/> is that of the entry, under any of the keys.</summary>
    public bool IsSealOf(string seal, string before, string json) =>
        Volatile.Read(ref _keys).Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Seal(key, before, json)), Encoding.UTF8.GetBytes(seal)));

    private static string Seal(byte[] key, string before, string json) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{before}\n{json}")));
}
