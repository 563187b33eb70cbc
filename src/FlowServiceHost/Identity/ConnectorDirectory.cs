using System.Security.Cryptography;
using System.Text;
using FlowServiceHost.Hosting;

namespace FlowServiceHost.Identity;

/// <summary>
/// Knows the trusted connectors by their Basic credentials, their client ID, or the fingerprint of their certificate. Settings that change while the host runs take
/// effect at once, so that tokens are changed without a gap: add the new hash, change the connector, remove the old hash. Every refusal does the same work: all user
/// names are compared, and as many hashes of either form are computed as the connector with the most has, so that time does not tell whether a user name exists.
/// </summary>
public sealed class ConnectorDirectory(LiveOptions<IdentityOptions> options)
{
    private readonly Lock _gate = new();
    private Listing? _listing;

    private Listing Now
    {
        get
        {
            var settings = options.Current;
            var listing = Volatile.Read(ref _listing);
            if (listing?.Settings == settings)
            {
                return listing;
            }

            lock (_gate)
            {
                return _listing = _listing?.Settings == settings ? _listing : new Listing(settings);
            }
        }
    }

    /// <summary>The connector with these credentials when they passed before, or null: costs next to nothing.</summary>
    public ConnectorCredential? FindKnown(string user, string token) => Now.FindKnown(user, token);

    /// <summary>The connector with these credentials, or null.</summary>
    public ConnectorCredential? Find(string user, string token)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(token);
        return Now.Find(user, token);
    }

    /// <summary>The connector whose own tokens name <paramref name="clientId"/>, or null.</summary>
    public ConnectorCredential? FindByClientId(string clientId) => Now.FindByClientId(clientId);

    /// <summary>The connector whose certificate has this SHA-256 fingerprint (hexadecimal), or null.</summary>
    public ConnectorCredential? FindByFingerprint(string fingerprint) => Now.FindByFingerprint(fingerprint);

    // The connectors of one state of the settings; what passed once is forgotten with it.
    private sealed class Listing
    {
        private readonly byte[] _memoryKey = RandomNumberGenerator.GetBytes(32);
        private readonly VerifiedTokens _verified = new();
        private readonly IReadOnlyList<Entry> _entries;
        private readonly IReadOnlyList<TokenHash> _decoys;
        private readonly IReadOnlyList<ConnectorOptions> _connectors;

        public Listing(IdentityOptions settings)
        {
            Settings = settings;
            _connectors = [.. settings.Connectors];
            _entries = [.. _connectors.Where(connector => connector.User.Length > 0).Select(Entry.Of)];
            var slowest = _entries.SelectMany(entry => entry.Hashes).Select(hash => hash.Iterations).DefaultIfEmpty(0).Max();
            var fast = _entries.Select(entry => entry.Hashes.Count(hash => hash.Iterations == 0)).DefaultIfEmpty(0).Max();
            var slow = _entries.Select(entry => entry.Hashes.Count(hash => hash.Iterations > 0)).DefaultIfEmpty(0).Max();
            _decoys =
            [
                .. Enumerable.Range(0, Math.Max(fast, 1)).Select(_ => TokenHash.Decoy(0)),
                .. Enumerable.Range(0, slow).Select(_ => TokenHash.Decoy(slowest)),
            ];
        }

        public IdentityOptions Settings { get; }

        public ConnectorCredential? FindKnown(string user, string token) =>
            _verified.Contains(Memory(user, token)) ? Named(user)?.Credential : null;

        public ConnectorCredential? Find(string user, string token)
        {
            var found = Named(user);

            // The slow form would cost every request dearly; what passed once is remembered as a keyed hash in memory.
            var memory = Memory(user, token);
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

        public ConnectorCredential? FindByClientId(string clientId) =>
            _connectors.FirstOrDefault(connector => connector.ClientId.Length > 0 && string.Equals(connector.ClientId, clientId, StringComparison.Ordinal)) is { } options
                ? ConnectorCredential.Of(options)
                : null;

        public ConnectorCredential? FindByFingerprint(string fingerprint) =>
            _connectors.FirstOrDefault(connector => connector.CertificateFingerprints.Contains(fingerprint, StringComparer.OrdinalIgnoreCase)) is { } options
                ? ConnectorCredential.Of(options)
                : null;

        private Entry? Named(string user)
        {
            var userHash = SHA256.HashData(Encoding.UTF8.GetBytes(user));
            Entry? found = null;
            foreach (var entry in _entries)
            {
                found = CryptographicOperations.FixedTimeEquals(userHash, entry.UserHash) ? entry : found;
            }

            return found;
        }

        private string Memory(string user, string token) => Convert.ToHexString(HMACSHA256.HashData(_memoryKey, Encoding.UTF8.GetBytes($"{user}\n{token}")));

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
    }

    private sealed record Entry(byte[] UserHash, IReadOnlyList<TokenHash> Hashes, ConnectorCredential Credential)
    {
        public static Entry Of(ConnectorOptions options) => new(
            SHA256.HashData(Encoding.UTF8.GetBytes(options.User)),
            [.. options.TokenHashes.Select(TokenHash.Parse).OfType<TokenHash>()],
            ConnectorCredential.Of(options));
    }
}
