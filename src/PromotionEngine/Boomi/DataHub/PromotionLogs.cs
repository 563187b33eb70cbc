using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>The promotions as DataHub publishes them.</summary>
public sealed class PromotionLogs(DataHubClient client)
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.PromotionLog;

    /// <summary>The records of <paramref name="ids"/>, at most one each; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<PromotionLogRecord>> FindAsync(IReadOnlyCollection<PromotionId> ids, CancellationToken cancellationToken = default) =>
        Read(await client.QueryAnyAsync(Model, "promotionId", [.. ids.Select(id => id.Value)], cancellationToken));

    /// <summary>All records that a filter matches, in DataHub's order.</summary>
    public async Task<IReadOnlyList<PromotionLogRecord>> QueryAsync(RecordFilter filter, RecordSort? sort = null, CancellationToken cancellationToken = default) =>
        Read(await client.QueryAsync(Model, filter, sort, cancellationToken));

    /// <summary>All records whose status is one of <paramref name="statuses"/>.</summary>
    public async Task<IReadOnlyList<PromotionLogRecord>> WithStatusAsync(IReadOnlyCollection<PromotionStatus> statuses, CancellationToken cancellationToken = default) =>
        Read(await client.QueryAnyAsync(Model, "status", [.. statuses.Select(status => status.Word())], cancellationToken));

    /// <summary>The production promotions that were made from the tested promotions <paramref name="tested"/>.</summary>
    public async Task<IReadOnlyList<PromotionLogRecord>> MadeFromAsync(IReadOnlyCollection<PromotionId> tested, CancellationToken cancellationToken = default) =>
        Read(await client.QueryAnyAsync(Model, "testPromotionId", [.. tested.Select(id => id.Value)], cancellationToken));

    /// <summary>Publishes working copies and answers what became of each, in their order; a quarantined one is told, not thrown.</summary>
    public Task<IReadOnlyList<WriteOutcome>> UpsertAsync(IReadOnlyList<Promotion> promotions, CancellationToken cancellationToken = default) =>
        WriteAsync([.. promotions.Select(promotion => PromotionLogFields.Of(promotion))], window: null, cancellationToken);

    /// <summary>Publishes fields of records; each has at least <c>promotionId</c>. Absent fields keep their values.</summary>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<IReadOnlyDictionary<string, string>> records, WriteWindow? window = null, CancellationToken cancellationToken = default) =>
        client.UpsertAsync(Model, RecordSources.PromotionEngine, [.. records.Select(fields => new GoldenRecordWrite(fields))], window, cancellationToken);

    private static IReadOnlyList<PromotionLogRecord> Read(IReadOnlyList<GoldenRecord> records) => [.. records
        .GroupBy(record => record["promotionId"], StringComparer.Ordinal)
        .Select(same => new PromotionLogRecord(same.MaxBy(record => record.UpdatedAt ?? DateTimeOffset.MinValue)!))];
}
