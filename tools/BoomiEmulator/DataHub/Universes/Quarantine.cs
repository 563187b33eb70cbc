using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>Entities that were not incorporated.</summary>
internal static class Quarantine
{
    private static readonly string[] Rejectable = ["POSSIBLE_DUPLICATE", "RECORD_ALREADY_ENDDATED"];

    public static void Add(Universe universe, string source, BatchEntity entity, EntityQuarantinedException why, DateTimeOffset at) =>
        universe.State.Quarantine.Add(new QuarantineEntry
        {
            TransactionId = entity.TransactionId,
            SourceId = source,
            SourceEntityId = entity.SourceEntityId,
            CreatedDate = at,
            Cause = why.Cause,
            Reason = why.Message,
            Fields = [.. why.Fields],
            MatchRule = why.MatchRule,
            EntityXml = entity.Xml!,
        });

    /// <summary>A newer version of an entity makes its active entries obsolete.</summary>
    public static void Resolve(Universe universe, string source, string? sourceEntityId, string resolution, DateTimeOffset at)
    {
        if (sourceEntityId is null)
            return;
        foreach (var entry in universe.State.Quarantine.Where(entry => entry.EndDate is null && entry.SourceId == source && entry.SourceEntityId == sourceEntityId))
            Close(entry, resolution, at);
    }

    /// <summary>The active entry of a transaction.</summary>
    /// <exception cref="DataHubRefusalException">404: there is no active entry of this transaction.</exception>
    public static QuarantineEntry Find(Universe universe, string transactionId) =>
        universe.State.Quarantine.Find(entry => entry.EndDate is null && string.Equals(entry.TransactionId, transactionId, StringComparison.OrdinalIgnoreCase))
        ?? throw DataHubRefusalException.Error(404, $"A quarantined entity version with id '{transactionId}' does not exist.");

    /// <summary>Turns a duplicate, or a late version of an end-dated entity, away.</summary>
    /// <exception cref="DataHubRefusalException">Its cause is neither a possible duplicate nor an end-dated record.</exception>
    public static void Reject(Universe universe, string transactionId)
    {
        var entry = Find(universe, transactionId);
        if (!Rejectable.Contains(entry.Cause, StringComparer.Ordinal))
            throw DataHubRefusalException.BadRequest("This quarantine transaction is not rejectable.");
        Close(entry, "USER_REJECTED", universe.Hub.Now);
    }

    public static void Delete(Universe universe, string transactionId) => Close(Find(universe, transactionId), "USER_IGNORE", universe.Hub.Now);

    /// <summary>Incorporates an entity that waits for approval.</summary>
    /// <returns>How that ended; it may have gone to quarantine again for another cause.</returns>
    /// <exception cref="DataHubRefusalException">The entry does not wait for approval.</exception>
    public static BatchEntity Approve(Universe universe, string transactionId)
    {
        var entry = Find(universe, transactionId);
        if (!entry.Cause.StartsWith("REQUIRES_", StringComparison.Ordinal))
            throw DataHubRefusalException.BadRequest("This quarantine transaction is not approvable.");
        Close(entry, "USER_APPROVED", universe.Hub.Now);
        var entity = new BatchEntity { Id = ++universe.State.LastEntity, TransactionId = entry.TransactionId, SourceEntityId = entry.SourceEntityId, Xml = entry.EntityXml };
        BatchRunner.Run(universe, entry.SourceId, entity, universe.Hub.Now, approved: true);
        return entity;
    }

    private static void Close(QuarantineEntry entry, string resolution, DateTimeOffset at)
    {
        entry.EndDate = at;
        entry.Resolution = resolution;
    }
}
