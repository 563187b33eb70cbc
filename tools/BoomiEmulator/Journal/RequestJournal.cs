namespace BoomiEmulator.Journal;

/// <summary>The newest requests, and counts of all since the last clear. Safe for concurrent use.</summary>
public sealed class RequestJournal
{
    private readonly Lock _gate = new();
    private readonly JournalEntry?[] _ring;
    private readonly Dictionary<(string Account, string Operation), long> _counts = [];
    private long _last;
    private long _cleared;

    /// <summary>A journal that remembers <paramref name="capacity"/> requests.</summary>
    public RequestJournal(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new JournalEntry?[capacity];
    }

    /// <summary>The sequence number of the newest request, to ask later for what came since.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>The remembered requests that match, oldest first.</summary>
    /// <param name="operation">Only this operation; null is all.</param>
    /// <param name="account">Only this account; null is all.</param>
    /// <param name="since">Only those with a greater sequence number.</param>
    public IReadOnlyList<JournalEntry> Entries(string? operation = null, string? account = null, long since = 0)
    {
        lock (_gate)
        {
            var found = new List<JournalEntry>();
            var first = Math.Max(Math.Max(_cleared, since), _last - _ring.Length) + 1;
            for (var sequence = first; sequence <= _last; sequence++)
            {
                var entry = _ring[sequence % _ring.Length]!;
                if ((operation is null || Same(entry.Operation, operation)) && (account is null || Same(entry.Account, account)))
                    found.Add(entry);
            }

            return found;
        }
    }

    /// <summary>How many requests of each operation there were since the last clear, also those no longer remembered.</summary>
    /// <param name="account">Only this account; null is all.</param>
    public IReadOnlyDictionary<string, long> Counts(string? account = null)
    {
        lock (_gate)
        {
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var ((of, operation), count) in _counts)
            {
                if (account is null || Same(of, account))
                    counts[operation] = counts.GetValueOrDefault(operation) + count;
            }

            return counts;
        }
    }

    /// <summary>Forgets all requests and counts; sequence numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_ring);
            _counts.Clear();
            _cleared = _last;
        }
    }

    internal void Add(JournalEntry entry)
    {
        lock (_gate)
        {
            _ring[++_last % _ring.Length] = entry with { Sequence = _last };
            var key = (entry.Account, entry.Operation);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
