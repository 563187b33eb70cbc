namespace PromotionEngine.State.InMemory;

/// <summary>An ordered index in memory.</summary>
internal sealed class MemoryIndex
{
    private readonly Dictionary<string, double> _scores = new(StringComparer.Ordinal);
    private readonly SortedSet<IndexEntry> _order = new(new Utf8Order());

    public int Count => _scores.Count;

    public IEnumerable<IndexEntry> Ascending => _order;

    public double? Score(string member) => _scores.TryGetValue(member, out var score) ? score : null;

    public bool Contains(string member) => _scores.ContainsKey(member);

    public void Set(string member, double score)
    {
        Remove(member);
        _scores[member] = score;
        _order.Add(new IndexEntry(member, score));
    }

    public void Remove(string member)
    {
        if (_scores.Remove(member, out var score))
        {
            _order.Remove(new IndexEntry(member, score));
        }
    }

    public IReadOnlyList<IndexEntry> Read(IndexRange range)
    {
        var ordered = range.Descending ? _order.Reverse() : _order;
        return [.. ordered.Where(entry => entry.Score >= range.Min && entry.Score <= range.Max).Skip(range.Skip).Take(range.Take)];
    }
}
