using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// Component revisions, which never change, kept in memory up to a number of characters; the longest unused go first. They hold secrets,
/// so they are kept nowhere else.
/// </summary>
internal sealed class RevisionCache(int maxCharacters)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountId Account, ComponentId Id, int Version), LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _characters;

    /// <summary>Characters that are kept now.</summary>
    public long Characters
    {
        get
        {
            lock (_gate)
            {
                return _characters;
            }
        }
    }

    public ComponentRead? Find(AccountId account, ComponentId id, int version)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue((account, id, version), out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Read;
        }
    }

    public void Keep(AccountId account, ComponentRead read)
    {
        // One document may take a quarter at most, or it would drive out everything that a run still needs.
        if (read.Xml is null || read.Version <= 0 || read.Xml.Length > maxCharacters / 4)
        {
            return;
        }

        lock (_gate)
        {
            var key = (account, read.Id, read.Version);
            if (_byKey.ContainsKey(key))
            {
                return;
            }

            _byKey[key] = _byUse.AddFirst(new Entry(key, read));
            _characters += read.Xml.Length;
            while (_characters > maxCharacters && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byKey.Remove(oldest.Value.Key);
                _characters -= oldest.Value.Read.Xml!.Length;
            }
        }
    }

    private sealed record Entry((AccountId Account, ComponentId Id, int Version) Key, ComponentRead Read);
}
