namespace PromotionEngine.State.InMemory;

public sealed partial class InMemoryStateStore
{
    /// <summary>Everything in the store as of one moment, as JSON that <see cref="Restore"/> reads. Outcomes of commits are not in it.</summary>
    public string Snapshot()
    {
        lock (_gate)
        {
            return StateJson.Write(new StoreSnapshot(
                StoreSnapshot.Current,
                _lastCommit,
                _records.Keys.ToList().Where(key => Record(key) is not null).ToDictionary(key => key, key => _records[key], StringComparer.Ordinal),
                _indexes.ToDictionary(
                    index => index.Key,
                    index => (IReadOnlyDictionary<string, double>)index.Value.Ascending.ToDictionary(entry => entry.Member, entry => entry.Score, StringComparer.Ordinal),
                    StringComparer.Ordinal),
                _lists.ToDictionary(list => list.Key, list => (IReadOnlyList<string>)[.. list.Value], StringComparer.Ordinal)));
        }
    }

    /// <summary>Replaces everything in the store by what <see cref="Snapshot"/> wrote.</summary>
    /// <exception cref="StateLayoutException">The text is no snapshot, or one of another layout; the store is unchanged.</exception>
    public void Restore(string snapshot)
    {
        var read = StateJson.Read<StoreSnapshot>("snapshot", snapshot);
        if (read.Layout != StoreSnapshot.Current)
        {
            throw new StateLayoutException($"The snapshot is in layout {read.Layout}; this version reads layout {StoreSnapshot.Current}.");
        }

        lock (_gate)
        {
            _records.Clear();
            _indexes.Clear();
            _lists.Clear();
            _outcomes.Clear();
            _outcomeExpiries.Clear();
            _lastCommit = read.LastCommit;
            foreach (var (key, record) in read.Records)
            {
                _records[key] = record;
            }

            foreach (var (name, members) in read.Indexes)
            {
                foreach (var (member, score) in members)
                {
                    OpenIndex(name).Set(member, score);
                }
            }

            foreach (var (name, entries) in read.Lists)
            {
                _lists[name] = [.. entries];
            }
        }
    }
}
