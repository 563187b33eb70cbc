using System.Security.Cryptography;
using System.Text;

namespace PromotionEngine.State;

/// <summary>
/// Fingerprints, in the store, of the keys that all engines must share. An engine with another key would seal what the others cannot check; its fingerprint
/// tells before it does.
/// </summary>
public sealed class SharedKeyCheck(IStateStore store)
{
    private const int Length = 16;

    /// <summary>
    /// Whether one of <paramref name="keys"/>, the current one first, is the key called <paramref name="name"/> that the store knows; the first engine to ask
    /// decides which that is.
    /// </summary>
    /// <param name="name">Name of the key.</param>
    /// <param name="keys">The engine's current key and those that it still takes.</param>
    /// <param name="adopt">Whether the engine's current key is the one to know from now on, whatever it was before: for keys that may be changed.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    public async Task<bool> IsKnownAsync(string name, IReadOnlyList<byte[]> keys, bool adopt, CancellationToken cancellationToken)
    {
        var record = StateKeys.KeyFingerprint(name);
        var mine = keys.Select(key => FingerprintOf(name, key)).ToList();
        while (true)
        {
            var known = await store.GetAsync(record, cancellationToken);
            var isKnown = known is null || mine.Contains(known.Value.Value, StringComparer.Ordinal);
            if (known?.Value == mine[0] || (known is not null && !adopt))
            {
                return isKnown;
            }

            var outcome = await store.CommitAsync(new Commit().Expect(record, known?.Version ?? 0).Put(record, mine[0]), cancellationToken);
            if (outcome.Status is CommitStatus.Committed or CommitStatus.EpochMissing)
            {
                // A store that takes no writes is compared with, and learns the key when it was rebuilt.
                return isKnown;
            }
        }
    }

    private static string FingerprintOf(string name, byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"fingerprint of {name}")))[..Length];
}
