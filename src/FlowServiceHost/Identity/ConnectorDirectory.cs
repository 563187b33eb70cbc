using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Identity;

/// <summary>
/// Knows the trusted connectors by their Basic credentials. Every refusal does the same work: all user names are compared, and as many hashes of either
/// form are computed as the connector with the most has, so that time does not tell whether a user name exists.
/// </summary>
public sealed class ConnectorDirectory
{
    private readonly byte[] _memoryKey = RandomNumberGenerator.GetBytes(32);
    private readonly VerifiedTokens _verified = new();
    private readonly IReadOnlyList<Entry> _entries;
    private readonly IReadOnlyList<TokenHash> _decoys;
    private readonly IReadOnlyDictionary<string, ConnectorOptions> _byClientId;

    /// <summary>Reads the connectors of <paramref name="options"/>.</summary>
    public ConnectorDirectory(IOptions<IdentityOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connectors = options.Value.Connectors;
        _entries = [.. connectors.Where(connector => connector.User.Length > 0).Select(Entry.Of)];
        _byClientId = connectors.Where(connector => connector.ClientId.Length > 0).ToDictionary(connector => connector.ClientId, StringComparer.Ordinal);
        var slowest = _entries.SelectMany(entry => entry.Hashes).Select(hash => hash.Iterations).DefaultIfEmpty(0).Max();
        var fast = _entries.Select(entry => entry.Hashes.Count(hash => hash.Iterations == 0)).DefaultIfEmpty(0).Max();
        var slow = _entries.Select(entry => entry.Hashes.Count(hash => hash.Iterations > 0)).DefaultIfEmpty(0).Max();
        _decoys =
        [
            .. Enumerable.Range(0, Math.Max(fast, 1)).Select(_ => TokenHash.Decoy(0)),
            .. Enumerable.Range(0, slow).Select(_ => TokenHash.Decoy(slowest)),
        ];
    }

    /// <summary>The connector with these credentials, or null.</summary>
    public ConnectorCredential? Find(string user, string token)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(token);
        var userHash = SHA256.HashData(Encoding.UTF8.GetBytes(user));
        Entry? found = null;
        foreach (var entry in _entries)
        {
            found = CryptographicOperations.FixedTimeEquals(userHash, entry.UserHash) ? entry : found;
        }

        // The slow form would cost every request dearly; what passed once is remembered as a keyed hash in memory.
        var memory = Convert.ToHexString(HMACSHA256.HashData(_memoryKey, Encoding.UTF8.GetBytes($"{user}\n{token}")));
        if (found is not null && _verified.Contains(memory))
        {
            return found.Credential;
        }

        var isRight = Check(found?.Hashes ?? [], token);
        if (found is null || !isRight || token.Length == 0)
        {
            return null;
        }

        _verified.Add(memory);
        return found.Credential;
    }

    /// <summary>The connector whose own tokens name <paramref name="clientId"/>, or null.</summary>
    public ConnectorCredential? FindByClientId(string clientId) =>
        _byClientId.TryGetValue(clientId, out var options) ? ConnectorCredential.Of(options) : null;

    private bool Check(IReadOnlyList<TokenHash> hashes, string token)
    {
        var isRight = hashes.Aggregate(seed: false, (right, hash) => hash.IsOf(token) | right);
        var fast = hashes.Count(hash => hash.Iterations == 0);
        var slow = hashes.Count - fast;
        foreach (var decoy in _decoys.Where(decoy => decoy.Iterations == 0).Skip(fast).Concat(_decoys.Where(decoy => decoy.Iterations > 0).Skip(slow)))
        {
            _ = decoy.IsOf(token);
        }

        return isRight;
    }

    private sealed record Entry(byte[] UserHash, IReadOnlyList<TokenHash> Hashes, ConnectorCredential Credential)
    {
        public static Entry Of(ConnectorOptions options) => new(
            SHA256.HashData(Encoding.UTF8.GetBytes(options.User)),
            [.. options.TokenHashes.Select(TokenHash.Parse).OfType<TokenHash>()],
            ConnectorCredential.Of(options));
    }
}
