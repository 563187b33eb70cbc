namespace PromotionEngine.State.InMemory;

public sealed partial class InMemoryStateStore
{
    /// <inheritdoc/>
    public Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        commit.Seal();
        lock (_gate)
        {
            ForgetOldOutcomes();
            if (!_outcomes.TryGetValue(commit.Id, out var outcome))
            {
                outcome = Decide(commit);
                if (outcome.IsCommitted && !commit.IsEmpty)
                {
                    _outcomes[commit.Id] = outcome;
                    _outcomeExpiries.Enqueue((commit.Id, timeProvider.GetUtcNow() + Remembered));
                }
            }

            return Task.FromResult(outcome);
        }
    }

    private CommitOutcome Decide(Commit commit)
    {
        if (commit.RequiresEpoch && Record(StateKeys.Epoch) is null)
        {
            return CommitOutcome.WithoutEpoch();
        }

        if (commit.Expectations.FirstOrDefault(expectation => !Holds(expectation)) is { } failed)
        {
            return CommitOutcome.Refused(failed);
        }

        if (commit.IsEmpty)
        {
            return CommitOutcome.Done(0, []);
        }

        // Links are built before anything changes: a builder that throws must leave the state as it was.
        var links = Links(commit);
        // Versions begin at the clock's microseconds, so that a rebuilt store never gives one out again.
        _lastCommit = _lastCommit == 0 ? (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : _lastCommit + 1;
        var sequences = new List<long>();
        foreach (var change in commit.Changes)
        {
            Apply(change, links, sequences);
        }

        return CommitOutcome.Done(_lastCommit, sequences);
    }

    // In the order of the commit; links of one list are built on each other.
    private Queue<ChainLink> Links(Commit commit)
    {
        var heads = new Dictionary<string, ChainHead>(StringComparer.Ordinal);
        var links = new Queue<ChainLink>();
        foreach (var change in commit.Changes.Where(change => change.Kind == ChangeKind.AppendChained))
        {
            var head = heads.TryGetValue(change.Key, out var made) ? made : Head(change.Key);
            var link = change.Link!(head);
            heads[change.Key] = new ChainHead(head.Sequence + 1, link.Seal);
            links.Enqueue(link);
        }

        return links;
    }

    private bool Holds(Expectation expectation)
    {
        var key = expectation.Key;
        return expectation.Kind switch
        {
            ExpectationKind.Version => (Record(key)?.Version ?? 0) == expectation.Number,
            ExpectationKind.CountBelow => UnionCount(Index(key), expectation.Others) < expectation.Number,
            ExpectationKind.PresentMember => Index(key)?.Contains(expectation.Member) ?? false,
            ExpectationKind.AbsentMember => !(Index(key)?.Contains(expectation.Member) ?? false),
            ExpectationKind.ScoreAtMost => (Index(key)?.Score(expectation.Member) ?? double.NegativeInfinity) <= expectation.Score,
            ExpectationKind.Fence => Record(key) is { } record && record.LeaseToken == expectation.Number,
            _ => throw new InvalidOperationException($"{expectation.Kind} is not known here."),
        };
    }

    private static int UnionCount(MemoryIndex? index, IReadOnlyList<string> others) =>
        (index?.Count ?? 0) + others.Count(other => !(index?.Contains(other) ?? false));

    private void Apply(Change change, Queue<ChainLink> links, List<long> sequences)
    {
        switch (change.Kind)
        {
            case ChangeKind.Put:
                _records[change.Key] = new MemoryRecord(_lastCommit, change.Text, change.LeaseToken, Expiry(change));
                break;
            case ChangeKind.Delete:
                _records.Remove(change.Key);
                break;
            case ChangeKind.Touch:
                if (Record(change.Key) is { } record)
                {
                    _records[change.Key] = record with { ExpiresAt = Expiry(change) };
                }

                break;
            case ChangeKind.IndexAdd:
                OpenIndex(change.Key).Set(change.Text, change.Score);
                break;
            case ChangeKind.IndexAddIfAbsent:
                if (!OpenIndex(change.Key).Contains(change.Text))
                {
                    OpenIndex(change.Key).Set(change.Text, change.Score);
                }

                break;
            case ChangeKind.IndexAddInOrder:
                OpenIndex(change.Key).Set(change.Text, _lastCommit);
                break;
            case ChangeKind.IndexRemove:
                RemoveMember(change.Key, change.Text);
                break;
            case ChangeKind.Append:
                sequences.Add(AppendTo(change.Key, change.Text));
                break;
            case ChangeKind.AppendChained:
                var link = links.Dequeue();
                var head = new ChainHead(AppendTo(change.Key, link.Value), link.Seal);
                _records[StateKeys.Chain(change.Key)] = new MemoryRecord(_lastCommit, head.Encode(), 0, null);
                sequences.Add(head.Sequence);
                break;
            case ChangeKind.DropList:
                _lists.Remove(change.Key);
                break;
            default:
                throw new InvalidOperationException($"{change.Kind} is not known here.");
        }
    }

    private DateTimeOffset? Expiry(Change change) => change.TimeToLive is { } life ? timeProvider.GetUtcNow() + life : null;

    private ChainHead Head(string list) => Record(StateKeys.Chain(list)) is { } record ? ChainHead.Decode(record.Value) : ChainHead.Empty;

    private MemoryIndex OpenIndex(string name)
    {
        if (!_indexes.TryGetValue(name, out var index))
        {
            _indexes[name] = index = new MemoryIndex();
        }

        return index;
    }

    private void RemoveMember(string name, string member)
    {
        if (_indexes.TryGetValue(name, out var index))
        {
            index.Remove(member);
            if (index.Count == 0)
            {
                _indexes.Remove(name);
            }
        }
    }

    private long AppendTo(string list, string value)
    {
        if (!_lists.TryGetValue(list, out var entries))
        {
            _lists[list] = entries = [];
        }

        entries.Add(value);
        return entries.Count;
    }

    private void ForgetOldOutcomes()
    {
        var now = timeProvider.GetUtcNow();
        while (_outcomeExpiries.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _outcomes.Remove(_outcomeExpiries.Dequeue().Id);
        }
    }
}
