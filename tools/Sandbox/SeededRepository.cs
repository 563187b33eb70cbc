using BoomiEmulator.Seeding;
using PromotionEngine.Boomi.DataHub;

namespace Sandbox;

/// <summary>Sets the DataHub repository up and fills it the way a customer's admin does: through DataHub's own API.</summary>
internal static class SeededRepository
{
    /// <summary>Makes models and sources where missing, and writes grants and connection mappings when the world is new.</summary>
    /// <returns>The universe of each model.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> EnsureAsync(DataHubOptions options, SeedWorld world, bool isNew, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var client = new DataHubClient(http, options, TimeProvider.System);
        var report = await new RepositorySetup(http, client, options, TimeProvider.System).EnsureAsync(cancellationToken);
        if (isNew)
        {
            await WriteAsync(client, GoldenRecordModels.DevAccountAccess, RecordSources.AdminConfig, world.DevAccountGrants.Select(grant => grant.Fields()), cancellationToken);
            await WriteAsync(client, GoldenRecordModels.ClientAccountConfig, RecordSources.AdminConfig, world.ClientConfigs.Select(config => config.Fields()), cancellationToken);
            await WriteAsync(client, GoldenRecordModels.ExtensionAccessMapping, RecordSources.AdminSync, world.ExtensionAccess.Select(access => access.Fields()), cancellationToken);
            await new ComponentMappings(client).UpsertAsync([.. world.ConnectionMappings.Select(ToMapping)], cancellationToken);
        }

        return report.Universes;
    }

    private static async Task WriteAsync(
        DataHubClient client, GoldenRecordModel model, string source, IEnumerable<IReadOnlyDictionary<string, string>> records, CancellationToken cancellationToken)
    {
        var answer = await client.UpsertAsync(model, source, [.. records.Select(fields => new GoldenRecordWrite(fields))], cancellationToken);
        answer.RequireWritten(model);
    }

    private static ComponentMapping ToMapping(SeedMapping mapping) => new(
        mapping.DevAccountId,
        mapping.DevComponentId,
        mapping.ProdComponentId,
        mapping.ComponentName,
        mapping.ComponentType,
        mapping.ProdAccountId,
        mapping.ProdLatestVersion,
        mapping.LastPromotedAt,
        mapping.LastPromotedBy,
        RecordSources.AdminSeeding);
}
