using System.Collections.Concurrent;

namespace FlowServiceHost.Identity;

/// <summary>Credentials that were right, as keyed hashes. There are at most as many as there are valid tokens, so nothing needs to be forgotten.</summary>
internal sealed class VerifiedTokens
{
    private readonly ConcurrentDictionary<string, bool> _hashes = new(StringComparer.Ordinal);

    public bool Contains(string hash) => _hashes.ContainsKey(hash);

    public void Add(string hash) => _hashes[hash] = true;
}
