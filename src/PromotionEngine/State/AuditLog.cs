namespace PromotionEngine.State;

/// <summary>
/// Who did what: appended in the commit that did it, each entry sealed with an HMAC over itself and the seal before it, under a key that the store does not have.
/// An entry is kept as its seal, a space, and its JSON, so that the seal is over exactly what is kept.
/// </summary>
public sealed partial class AuditLog
{
    private const int Page = 1000;

    private readonly IStateStore _store;
    private readonly AuditKeys _keys;
    private readonly Lock _gate = new();
    private ChainHead _furthest = ChainHead.Empty;
    private readonly ILogger<AuditLog> _logger;

    /// <summary>The log in a store.</summary>
    /// <param name="store">Where the log is kept.</param>
    /// <param name="keys">Keys of the seals, the same in all engines and not in the store.</param>
    /// <param name="logger">Where entries also go, so that another system holds them.</param>
    public AuditLog(IStateStore store, AuditKeys keys, ILogger<AuditLog> logger)
    {
        _store = store;
        _keys = keys;
        _logger = logger;
    }

    /// <summary>Adds an event to a commit. Call <see cref="Announce"/> when it is made.</summary>
    public void Append(Commit commit, AuditEvent entry) => commit.AppendChained(StateKeys.AuditLog, head =>
    {
        var json = StateJson.Write(new AuditRecord(head.Sequence + 1, entry));
        var seal = _keys.Seal(head.Seal, json);
        return new ChainLink($"{seal} {json}", seal);
    });

    /// <summary>Sends an event that was committed through the structured log.</summary>
    public void Announce(AuditEvent entry) =>
        Audited(_logger, entry.At, entry.Actor, entry.AssertedBy, entry.Act, entry.PromotionId?.Value ?? string.Empty, entry.Before, entry.After, entry.Client);

    /// <summary>Reads the whole log and checks every seal.</summary>
    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var (_, verification) = await ReadAsync(_ => false, cancellationToken);
        return verification;
    }

    /// <summary>The records that <paramref name="filter"/> takes, newest first, and whether the whole log is as it was written.</summary>
    public async Task<AuditPage> QueryAsync(AuditFilter filter, int offset, int limit, CancellationToken cancellationToken)
    {
        var (records, verification) = await ReadAsync(filter.Takes, cancellationToken);
        records.Reverse();
        return new AuditPage([.. records.Skip(offset).Take(limit)], records.Count, verification);
    }

    private async Task<(List<AuditRecord> Records, AuditVerification Verification)> ReadAsync(Predicate<AuditEvent> takes, CancellationToken cancellationToken)
    {
        // The head first: entries that are added while the list is read must not look like a list that is longer than its head.
        var head = await _store.GetAsync(StateKeys.Chain(StateKeys.AuditLog), cancellationToken) is { } value ? ChainHead.Decode(value.Value) : ChainHead.Empty;
        ChainHead furthest;
        lock (_gate)
        {
            furthest = _furthest;
        }

        var records = new List<AuditRecord>();
        var seal = string.Empty;
        long length = 0;
        long? broken = null;
        while (true)
        {
            var page = await _store.ReadListAsync(StateKeys.AuditLog, length + 1, Page, cancellationToken);
            foreach (var entry in page)
            {
                length = entry.Sequence;
                var (isWhole, record) = Open(entry, ref seal);
                if (!isWhole)
                {
                    broken ??= length;
                }

                if (record is not null && takes(record.Event))
                {
                    records.Add(record);
                }

                if (IsAnother(head, length, seal) || IsAnother(furthest, length, seal))
                {
                    broken ??= length;
                }
            }

            if (page.Count < Page)
            {
                // Removed from the end: the head, or we, remember more than there is.
                var verification = new AuditVerification(length, broken ?? (length < Math.Max(head.Sequence, furthest.Sequence) ? length + 1 : null));
                Remember(verification, seal);
                return (records, verification);
            }
        }
    }

    private static bool IsAnother(ChainHead known, long length, string seal) =>
        length == known.Sequence && !string.Equals(seal, known.Seal, StringComparison.Ordinal);

    // Who can write to the store can also put its head back to an earlier entry; not what a running engine saw.
    private void Remember(AuditVerification verification, string seal)
    {
        lock (_gate)
        {
            if (verification.IsIntact && verification.Length > _furthest.Sequence)
            {
                _furthest = new ChainHead(verification.Length, seal);
            }
        }
    }

    private (bool IsWhole, AuditRecord? Record) Open(ListEntry entry, ref string seal)
    {
        var space = entry.Value.IndexOf(' ', StringComparison.Ordinal);
        var json = entry.Value[(space + 1)..];
        var found = space < 0 ? string.Empty : entry.Value[..space];
        var isSealed = _keys.IsSealOf(found, seal, json);
        // Going on from what is there, so that one changed entry is told as one.
        seal = found;
        AuditRecord? record = null;
        try
        {
            record = StateJson.Read<AuditRecord>(StateKeys.AuditLog, json);
        }
        catch (StateLayoutException)
        {
            // Told as broken below.
        }

        return (record?.Sequence == entry.Sequence && isSealed, record);
    }
}
