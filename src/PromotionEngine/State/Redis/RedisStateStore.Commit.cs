using System.Collections.Concurrent;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

public sealed partial class RedisStateStore
{
    private readonly ConcurrentDictionary<string, (long Version, ChainHead Head)> _heads = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _chains = new(1, 1);
    private StoreProgress _progress = new(string.Empty, 0, string.Empty);

    /// <inheritdoc/>
    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        commit.Seal();
        var chains = commit.Changes.Where(change => change.Kind == ChangeKind.AppendChained).Select(change => change.Key).Distinct(StringComparer.Ordinal).ToList();
        if (chains.Count == 0)
        {
            return await SendAsync(commit, chains, cancellationToken) ?? throw new InvalidOperationException("A commit without links lost a race for one.");
        }

        // Links of this process wait for each other here instead of in vain at the store; those of other processes are what the loop is for.
        await _chains.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (await SendAsync(commit, chains, cancellationToken) is { } outcome)
                {
                    return outcome;
                }
            }
        }
        catch (StateUnavailableException)
        {
            _heads.Clear();
            throw;
        }
        finally
        {
            _chains.Release();
        }
    }

    // Null when another process added to a chain first; the head that it left is known then.
    private async Task<CommitOutcome?> SendAsync(Commit commit, List<string> chains, CancellationToken cancellationToken)
    {
        var heads = chains.ToDictionary(list => list, list => _heads.TryGetValue(list, out var head) ? head : (0, ChainHead.Empty), StringComparer.Ordinal);
        var message = CommitMessage.Build(_layout, commit, _options.OutcomeRemembered, _progress, heads);
        var answer = await _link.EvaluateArrayAsync(RedisScripts.Commit, message.Keys, message.Arguments, cancellationToken);
        switch ((string?)answer[0])
        {
            case "done":
                return await DoneAsync(commit, answer, message, cancellationToken);
            case "failed":
                var place = (int)answer[1];
                if (place < commit.Expectations.Count)
                {
                    return CommitOutcome.Refused(commit.Expectations[place]);
                }

                var list = chains[place - commit.Expectations.Count];
                var found = ((string?)answer[3])!;
                _heads[list] = ((long)answer[2], found.Length == 0 ? ChainHead.Empty : ChainHead.Decode(found));
                return null;
            case "epoch":
                return CommitOutcome.WithoutEpoch();
            default:
                throw new StateLayoutException($"The key {message.KeyAt((int)answer[1])} in Redis holds data of another kind: another application uses the key prefix.");
        }
    }

    private async Task<CommitOutcome> DoneAsync(Commit commit, RedisResult[] answer, CommitMessage message, CancellationToken cancellationToken)
    {
        var numbers = ((string?)answer[1])!.Split(' ').Select(long.Parse).ToList();
        var outcome = CommitOutcome.Done(numbers[0], numbers[1..]);
        if (_options.Replicas > 0 && outcome.Version > 0)
        {
            await RequireReplicasAsync(commit, cancellationToken);
        }

        Advance(((string?)answer[2])!, outcome.Version, commit.Id);
        foreach (var (list, head) in message.NextHeads)
        {
            // An answer out of the store's memory says nothing about where the chain stands now.
            if (answer.Length > 3)
            {
                _heads.TryRemove(list, out _);
            }
            else
            {
                _heads[list] = (outcome.Version, head);
            }
        }

        return outcome;
    }

    // WAIT has no key that would lead to the right node of a cluster.
    private void RefuseOnACluster()
    {
        var connection = _link.Connection.Current;
        if (connection.GetEndPoints().Any(address => connection.GetServer(address) is { IsConnected: true, ServerType: ServerType.Cluster }))
        {
            throw new StateUnavailableException("State:RedisReplicas does not work with a cluster; use Redis's own min-replicas-to-write.", outcomeUnknown: true);
        }
    }

    // A write and a question in one exchange: the commit's outcome is kept anew, which tells whether the commit is in what this primary has (after a failover between
    // commit and question the answer would be no), and how many replicas are as far as that write. WAIT speaks of the writes of its own connection only, and a commit that was
    // sent again may have been made on an earlier one.
    private async Task RequireReplicasAsync(Commit commit, CancellationToken cancellationToken)
    {
        RefuseOnACluster();
        var (replicas, isKept) = await _link.RunAsync(
            async database =>
            {
                var kept = database.KeyExpireAsync(_layout.Outcome(commit.Id), _options.OutcomeRemembered, _link.Primary);
                var waiting = database.ExecuteAsync("WAIT", new object[] { _options.Replicas, (long)_options.ReplicaTimeout.TotalMilliseconds }, _link.Primary);
                return ((int)await waiting, await kept);
            },
            cancellationToken);
        if (replicas < _options.Replicas || !isKept)
        {
            throw new StateUnavailableException(
                $"Redis has the commit on {replicas} replicas; State:RedisReplicas asks for {_options.Replicas}. Is every replica alive and connected?", outcomeUnknown: true);
        }
    }

    private void Advance(string epoch, long version, string id)
    {
        // A commit that changed nothing left nothing that could be looked for.
        if (epoch.Length == 0 || version == 0)
        {
            return;
        }

        var commit = new StoreProgress(epoch, version, id);
        StoreProgress seen, next;
        do
        {
            seen = _progress;
            next = seen.After(commit);
        }
        while (next != seen && Interlocked.CompareExchange(ref _progress, next, seen) != seen);
    }
}
