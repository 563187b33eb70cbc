namespace PromotionEngine.State;

/// <summary>
/// What has to reach DataHub and the mail server: enqueued in the commit that it publishes, sent later, at least once, in order for each record.
/// An index holds the records that have something waiting, by the time their first message may be tried; each record has a queue in the order of the commits.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="name">Name of the outbox: each has queues of its own, so that a receiver that is away holds up nothing else.</param>
public sealed class Outbox(IStateStore store, string name = Outbox.ForDataHub)
{
    // What another version wrote may be read again soon, by the engines that are being replaced.
    private static readonly TimeSpan PutOffFor = TimeSpan.FromMinutes(5);

    /// <summary>Name of the outbox of what is published to DataHub.</summary>
    public const string ForDataHub = "outbox";

    /// <summary>Name of the outbox of the mails.</summary>
    public const string ForMail = "mail";

    /// <summary>Adds a message to a commit. It is due at once, or as soon as the earlier messages of its record are sent.</summary>
    public void Enqueue(Commit commit, OutboxMessage message, DateTimeOffset now)
    {
        // Messages of one commit share its number; the ordinal in the ID keeps them in order.
        var id = $"{commit.Id}:{commit.Changes.Count:D6}";
        commit.Put(StateKeys.OutboxEntry(name, id), StateJson.Write(new OutboxEntry(id, message, StateClock.Cut(now))))
            .IndexAddInOrder(StateKeys.OutboxQueue(name, message.RecordKey), id)
            .IndexAddInOrder(StateKeys.OutboxAll(name), id)
            .IndexAddIfAbsent(StateKeys.OutboxDue(name), message.RecordKey, StateClock.Score(now));
    }

    /// <summary>
    /// The first message of each record that may be tried at <paramref name="now"/>, longest due first. What was never tried may be tried whatever it says:
    /// the clock of the engine that enqueued it may be fast. One that another version wrote is put off with what follows it, so that the others are not kept waiting by it.
    /// </summary>
    public async Task<IReadOnlyList<OutboxEntry>> DueAsync(DateTimeOffset now, int take, CancellationToken cancellationToken)
    {
        var records = await store.RangeAsync(StateKeys.OutboxDue(name), new IndexRange(Take: take), cancellationToken);
        if (records.Count == 0)
        {
            return [];
        }

        var heads = await store.HeadsAsync([.. records.Select(record => StateKeys.OutboxQueue(name, record.Member))], cancellationToken);
        var due = records.Where(record => record.Score <= StateClock.Score(now)).Select(record => record.Member).ToHashSet(StringComparer.Ordinal);
        var first = records.Zip(heads).Where(pair => pair.Second is not null).ToDictionary(pair => pair.Second!.Value.Member, pair => pair.First.Member, StringComparer.Ordinal);
        var (entries, unreadable) = await ReadAsync([.. first.Keys], cancellationToken);
        foreach (var record in unreadable.Select(entry => first[entry.Id]).Where(due.Contains))
        {
            await PutOffAsync(record, now, cancellationToken);
        }

        // The entry's own word counts too: it may have been taken since the index was read.
        return
        [
            .. entries.Where(entry => entry is { Attempts: 0, LastError.Length: 0 }
                || (due.Contains(entry.Message.RecordKey) && (entry.NotBefore is not { } wait || wait <= now))),
        ];
    }

    /// <summary>
    /// Takes an entry for sending: nobody else is given it for <paramref name="hold"/>. Null when somebody else took or settled it in between.
    /// A sender that dies leaves it due again after that time.
    /// </summary>
    public async Task<OutboxEntry?> TakeAsync(OutboxEntry entry, DateTimeOffset now, TimeSpan hold, CancellationToken cancellationToken)
    {
        var taken = entry with { Attempts = entry.Attempts + 1, NotBefore = StateClock.Cut(now + hold) };
        var outcome = await store.CommitAsync(Rewrite(taken, now + hold), cancellationToken);
        return outcome.Status == CommitStatus.Conflict ? null : taken with { Version = outcome.OrThrow().Version };
    }

    /// <summary>The entry was sent: it goes, and the next of its record is due. False when somebody else settled it already.</summary>
    public Task<bool> DoneAsync(OutboxEntry entry, DateTimeOffset now, CancellationToken cancellationToken) =>
        RemoveAsync(entry, now, _ => { }, cancellationToken);

    /// <summary>The entry could not be sent: it is tried again after <paramref name="backoff"/>, and what follows it waits. False when somebody else settled it already.</summary>
    public async Task<bool> FailedAsync(OutboxEntry entry, string error, DateTimeOffset now, TimeSpan backoff, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(Rewrite(entry with { LastError = error, NotBefore = StateClock.Cut(now + backoff) }, now + backoff), cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>
    /// The receiver will never take the entry as it is: it is set aside for a person to look at, and the next of its record is due.
    /// False when somebody else settled it already.
    /// </summary>
    public Task<bool> QuarantinedAsync(OutboxEntry entry, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var aside = entry with { LastError = reason };
        return RemoveAsync(
            entry,
            now,
            commit => commit.Put(StateKeys.OutboxEntry(name, entry.Id), StateJson.Write(aside)).IndexAdd(StateKeys.OutboxQuarantined(name), entry.Id, StateClock.Score(now)),
            cancellationToken);
    }

    /// <summary>Entries that wait, oldest first, whether due or not; those set aside are not among them.</summary>
    /// <exception cref="StateLayoutException">One of them was written by another version: what waits is not known then.</exception>
    public async Task<IReadOnlyList<OutboxEntry>> PendingAsync(int take, CancellationToken cancellationToken) => (await ReadPendingAsync(take, cancellationToken)).OrThrow();

    /// <summary>The same, with those apart that another version wrote.</summary>
    public Task<OutboxBatch> ReadPendingAsync(int take, CancellationToken cancellationToken) => ReadAsync(StateKeys.OutboxAll(name), take, cancellationToken);

    /// <summary>Number of entries that wait.</summary>
    public Task<long> CountPendingAsync(CancellationToken cancellationToken) => store.CountAsync(StateKeys.OutboxAll(name), cancellationToken);

    /// <summary>Entries that were set aside, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> ListQuarantinedAsync(int take, CancellationToken cancellationToken) =>
        (await ReadAsync(StateKeys.OutboxQuarantined(name), take, cancellationToken)).Readable;

    /// <summary>Number of entries that were set aside.</summary>
    public Task<long> CountQuarantinedAsync(CancellationToken cancellationToken) => store.CountAsync(StateKeys.OutboxQuarantined(name), cancellationToken);

    /// <summary>
    /// Puts an entry that was set aside behind what waits for its record, due at once, with all its tries before it again. False when somebody else settled it.
    /// </summary>
    public async Task<bool> TakeUpAgainAsync(OutboxEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = StateKeys.OutboxEntry(name, entry.Id);
        var commit = new Commit()
            .Expect(key, entry.Version)
            .ExpectPresentMember(StateKeys.OutboxQuarantined(name), entry.Id)
            .IndexRemove(StateKeys.OutboxQuarantined(name), entry.Id)
            .Put(key, StateJson.Write(entry with { Attempts = 0, NotBefore = null }))
            .IndexAddInOrder(StateKeys.OutboxQueue(name, entry.Message.RecordKey), entry.Id)
            .IndexAddInOrder(StateKeys.OutboxAll(name), entry.Id)
            .IndexAddIfAbsent(StateKeys.OutboxDue(name), entry.Message.RecordKey, StateClock.Score(now));
        var outcome = await store.CommitAsync(commit, cancellationToken);
        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;
    }

    /// <summary>Forgets an entry that was set aside.</summary>
    public async Task DiscardAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        Forget(commit, entry);
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            outcome.OrThrow();
        }
    }

    /// <summary>Adds to a commit that an entry that was set aside is forgotten; a conflict when somebody else settled it.</summary>
    public void Forget(Commit commit, OutboxEntry entry) => commit
        .ExpectPresentMember(StateKeys.OutboxQuarantined(name), entry.Id)
        .IndexRemove(StateKeys.OutboxQuarantined(name), entry.Id)
        .Delete(StateKeys.OutboxEntry(name, entry.Id));

    /// <summary>Adds to a commit that none of <paramref name="entries"/>, which are all that wait for a record, is sent any more.</summary>
    public void Drop(Commit commit, IReadOnlyList<OutboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            commit.Expect(StateKeys.OutboxEntry(name, entry.Id), entry.Version)
                .Delete(StateKeys.OutboxEntry(name, entry.Id))
                .IndexRemove(StateKeys.OutboxQueue(name, entry.Message.RecordKey), entry.Id)
                .IndexRemove(StateKeys.OutboxAll(name), entry.Id)
                .IndexRemove(StateKeys.OutboxDue(name), entry.Message.RecordKey);
        }
    }

    /// <summary>Forgets what was set aside of <paramref name="records"/>: something newer of each was sent.</summary>
    public async Task ForgetAsideAsync(IReadOnlySet<string> records, CancellationToken cancellationToken)
    {
        foreach (var aside in records.Count == 0 ? [] : await ListQuarantinedAsync(int.MaxValue, cancellationToken))
        {
            if (records.Contains(aside.Message.RecordKey))
            {
                await DiscardAsync(aside, cancellationToken);
            }
        }
    }

    private Commit Rewrite(OutboxEntry entry, DateTimeOffset due) => new Commit()
        .Expect(StateKeys.OutboxEntry(name, entry.Id), entry.Version)
        .ExpectPresentMember(StateKeys.OutboxAll(name), entry.Id)
        .Put(StateKeys.OutboxEntry(name, entry.Id), StateJson.Write(entry))
        .IndexAdd(StateKeys.OutboxDue(name), entry.Message.RecordKey, StateClock.Score(due));

    private async Task<bool> RemoveAsync(OutboxEntry entry, DateTimeOffset now, Action<Commit> also, CancellationToken cancellationToken)
    {
        var queue = StateKeys.OutboxQueue(name, entry.Message.RecordKey);

        // The record leaves the due index only if nothing was enqueued behind the entry, which the commit itself checks.
        var last = Removal().ExpectCountBelow(queue, 2).IndexRemove(StateKeys.OutboxDue(name), entry.Message.RecordKey);
        var outcome = await store.CommitAsync(last, cancellationToken);
        if (outcome.Status == CommitStatus.CountExceeded)
        {
            var followed = Removal().IndexAdd(StateKeys.OutboxDue(name), entry.Message.RecordKey, StateClock.Score(now));
            outcome = await store.CommitAsync(followed, cancellationToken);
        }

        return outcome.Status != CommitStatus.Conflict && outcome.OrThrow().IsCommitted;

        Commit Removal()
        {
            var commit = new Commit()
                .Expect(StateKeys.OutboxEntry(name, entry.Id), entry.Version)
                .Delete(StateKeys.OutboxEntry(name, entry.Id))
                .IndexRemove(queue, entry.Id)
                .IndexRemove(StateKeys.OutboxAll(name), entry.Id);
            also(commit);
            return commit;
        }
    }

    private async Task PutOffAsync(string record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var commit = new Commit()
            .ExpectPresentMember(StateKeys.OutboxDue(name), record)
            .ExpectScoreAtMost(StateKeys.OutboxDue(name), record, StateClock.Score(now))
            .IndexAdd(StateKeys.OutboxDue(name), record, StateClock.Score(now + PutOffFor));
        var outcome = await store.CommitAsync(commit, cancellationToken);
        if (outcome.Status != CommitStatus.Conflict)
        {
            outcome.OrThrow();
        }
    }

    private async Task<OutboxBatch> ReadAsync(string index, int take, CancellationToken cancellationToken)
    {
        var entries = await store.RangeAsync(index, new IndexRange(Take: take), cancellationToken);
        return await ReadAsync([.. entries.Select(entry => entry.Member)], cancellationToken);
    }

    private async Task<OutboxBatch> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var readable = new List<OutboxEntry>();
        var unreadable = new List<(string Id, string Reason)>();
        var values = ids.Count == 0 ? [] : await store.GetManyAsync([.. ids.Select(id => StateKeys.OutboxEntry(name, id))], cancellationToken);
        foreach (var (id, value) in ids.Zip(values).Where(pair => pair.Second is not null))
        {
            try
            {
                readable.Add(StateJson.Read<OutboxEntry>(StateKeys.OutboxEntry(name, id), value!.Value.Value) with { Version = value.Value.Version });
            }
            catch (StateLayoutException exception)
            {
                unreadable.Add((id, exception.Message));
            }
        }

        return new OutboxBatch(readable, unreadable);
    }
}
