using System.Globalization;
using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>The mappings of development to production components, as DataHub has them.</summary>
public sealed class ComponentMappings(DataHubClient client)
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.ComponentMapping;

    /// <summary>The mappings of <paramref name="components"/> of a development account, at most one each: a query per hundred, in parallel.</summary>
    public async Task<IReadOnlyList<ComponentMapping>> FindAsync(
        AccountId devAccount,
        IReadOnlyCollection<ComponentId> components,
        CancellationToken cancellationToken = default)
    {
        // A filter of many IDs is an OR, so the account is compared here: an ID may exist in several accounts.
        var records = await client.QueryAnyAsync(Model, "devComponentId", [.. components.Select(component => component.Value)], cancellationToken);
        return Latest(records.Where(record => string.Equals(record["devAccountId"], devAccount.Value, StringComparison.Ordinal)));
    }

    /// <summary>All mappings that <paramref name="filter"/> lets through.</summary>
    public async Task<IReadOnlyList<ComponentMapping>> ListAsync(ComponentMappingFilter filter, CancellationToken cancellationToken = default)
    {
        (string Field, string? Value)[] wanted =
        [
            ("devAccountId", filter.DevAccountId),
            ("devComponentId", filter.DevComponentId),
            ("prodComponentId", filter.ProdComponentId),
            ("componentName", filter.Name),
            ("componentType", filter.Type),
        ];
        var conditions = wanted.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => RecordCondition.Equal(pair.Field, pair.Value!)).ToList();
        return Latest(await client.QueryAsync(Model, new RecordFilter(conditions), sort: null, cancellationToken));
    }

    /// <summary>Writes mappings, each as its <see cref="ComponentMapping.MappingSource"/> says, and waits until they are golden records.</summary>
    /// <exception cref="DataHubException">Quarantined when one of them did not become a golden record; the others did.</exception>
    public async Task UpsertAsync(IReadOnlyList<ComponentMapping> mappings, CancellationToken cancellationToken = default)
    {
        foreach (var bySource in mappings.GroupBy(SourceOf, StringComparer.Ordinal))
        {
            var outcomes = await client.UpsertAsync(Model, bySource.Key, [.. bySource.Select(Write)], cancellationToken);
            outcomes.RequireWritten(Model);
        }
    }

    /// <summary>Writes mappings that this service made and answers what became of each, in their order; a quarantined one is told, not thrown.</summary>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<ComponentMapping> mappings, WriteWindow? window = null, CancellationToken cancellationToken = default) =>
        client.UpsertAsync(Model, RecordSources.PromotionEngine, [.. mappings.Select(Write)], window, cancellationToken);

    /// <summary>Ends and purges the mapping of a component, so that it may be mapped again. False when there was none.</summary>
    public Task<bool> DeleteAsync(AccountId devAccount, ComponentId component, CancellationToken cancellationToken = default) =>
        client.DeleteByKeyAsync(
            Model,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["devAccountId"] = devAccount.Value, ["devComponentId"] = component.Value },
            cancellationToken);

    /// <summary>The entity that a mapping is written as.</summary>
    public static GoldenRecordWrite Write(ComponentMapping mapping) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["devAccountId"] = mapping.DevAccountId,
        ["devComponentId"] = mapping.DevComponentId,
        ["prodComponentId"] = mapping.ProdComponentId,
        ["componentName"] = mapping.Name,
        ["componentType"] = mapping.Type,
        ["prodAccountId"] = mapping.ProdAccountId,
        ["prodLatestVersion"] = mapping.ProdLatestVersion.ToString(CultureInfo.InvariantCulture),
        ["lastPromotedAt"] = GoldenRecordWriter.Instant(mapping.LastPromotedAt),
        ["lastPromotedBy"] = mapping.LastPromotedBy,
        ["mappingSource"] = mapping.MappingSource,
    });

    private static string SourceOf(ComponentMapping mapping) =>
        string.Equals(mapping.MappingSource, RecordSources.AdminSeeding, StringComparison.Ordinal) ? RecordSources.AdminSeeding : RecordSources.PromotionEngine;

    private static IReadOnlyList<ComponentMapping> Latest(IEnumerable<GoldenRecord> records) => [.. records
        .GroupBy(record => (record["devAccountId"], record["devComponentId"]))
        .Select(same => Read(same.MaxBy(record => record.UpdatedAt ?? DateTimeOffset.MinValue)!))];

    private static ComponentMapping Read(GoldenRecord record) => new(
        record["devAccountId"],
        record["devComponentId"],
        record["prodComponentId"],
        record["componentName"],
        record["componentType"],
        record["prodAccountId"],
        record.Number("prodLatestVersion"),
        record.Instant("lastPromotedAt") ?? DateTimeOffset.UnixEpoch,
        record["lastPromotedBy"],
        record["mappingSource"]);
}
