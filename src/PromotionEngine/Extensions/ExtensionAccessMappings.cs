using PromotionEngine.Boomi.DataHub;

namespace PromotionEngine.Extensions;

/// <summary>The records of who may edit which extension of an environment.</summary>
public sealed class ExtensionAccessMappings(DataHubClient client)
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.ExtensionAccessMapping;

    /// <summary>The records of an environment.</summary>
    public async Task<IReadOnlyList<ExtensionAccess>> OfAsync(EnvironmentId environment, CancellationToken cancellationToken)
    {
        var records = await client.QueryAsync(Model, RecordFilter.All(RecordCondition.Equal("environmentId", environment.Value)), sort: null, cancellationToken);
        return [.. records.Select(record => new ExtensionAccess(record))];
    }

    /// <summary>Ends and purges a record, so that its key may come back.</summary>
    public Task RemoveAsync(ExtensionAccess record, CancellationToken cancellationToken) => client.DeleteByKeyAsync(Model, record.Record.Fields, cancellationToken);

    /// <summary>Writes records and waits until they are golden.</summary>
    /// <exception cref="DataHubException">One of them did not become a golden record.</exception>
    public async Task WriteAsync(string source, IReadOnlyList<GoldenRecordWrite> records, CancellationToken cancellationToken)
    {
        if (records.Count > 0)
        {
            (await client.UpsertAsync(Model, source, records, cancellationToken)).RequireWritten(Model);
        }
    }
}
