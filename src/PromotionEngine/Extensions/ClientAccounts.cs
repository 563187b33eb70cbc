using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Failures;

namespace PromotionEngine.Extensions;

/// <summary>Which client accounts there are, and who may see which.</summary>
public sealed class ClientAccounts(DataHubClient client, TimeProvider time)
{
    private static readonly GoldenRecordModel Model = GoldenRecordModels.ClientAccountConfig;

    /// <summary>All client accounts with an active record, by name.</summary>
    public Task<IReadOnlyList<ClientAccount>> AllAsync(CancellationToken cancellationToken) => ListAsync(_ => true, cancellationToken);

    /// <summary>The client accounts that one of the caller's groups was granted, or all for an admin; by name, each once.</summary>
    public Task<IReadOnlyList<ClientAccount>> VisibleAsync(Caller caller, CancellationToken cancellationToken) =>
        ListAsync(record => caller.Tier == Tier.Admin || IsGranted(caller, record), cancellationToken);

    /// <summary>The client account, which must be visible to the caller and have the environment.</summary>
    /// <exception cref="PromotionFailure">EXTENSION_NOT_FOUND, for what is not there and what the caller may not see alike.</exception>
    public async Task<ClientAccount> RequireAsync(Caller caller, AccountId account, EnvironmentId environment, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(caller, cancellationToken);
        return visible.FirstOrDefault(candidate => candidate.Id == account && candidate.Has(environment))
            ?? throw new PromotionFailure(
                ErrorCodes.ExtensionNotFound,
                $"Environment {environment} is neither the test nor the production environment of a client account {account} that you may see. Choose one of listClientAccounts, or ask an admin for access.");
    }

    /// <summary>Notes that the extensions of a client account were copied.</summary>
    public async Task StampAsync(ClientAccount account, string by, CancellationToken cancellationToken)
    {
        var at = GoldenRecordWriter.Instant(time.GetUtcNow());
        var writes = account.Records.Select(record => new GoldenRecordWrite(new Dictionary<string, string>(record.Fields, StringComparer.Ordinal)
        {
            ["lastExtensionSyncAt"] = at,
            ["lastExtensionSyncBy"] = by,
        }));
        (await client.UpsertAsync(Model, RecordSources.ExtensionEngine, [.. writes], cancellationToken)).RequireWritten(Model);
    }

    private async Task<IReadOnlyList<ClientAccount>> ListAsync(Func<GoldenRecord, bool> isVisible, CancellationToken cancellationToken)
    {
        var records = await client.QueryAsync(Model, RecordFilter.Everything, sort: null, cancellationToken);
        return
        [
            .. records
                .Where(record => record.Flag("isActive"))
                .GroupBy(record => record["clientAccountId"], StringComparer.Ordinal)
                .Where(account => account.Any(isVisible))
                .Select(Read)
                .OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(account => account.Id.Value, StringComparer.Ordinal),
        ];
    }

    // Where the records of several groups differ, the one that was changed last counts.
    private static ClientAccount Read(IGrouping<string, GoldenRecord> records)
    {
        var latest = records.MaxBy(record => record.UpdatedAt ?? DateTimeOffset.MinValue)!;
        return new ClientAccount(
            new AccountId(records.Key),
            latest["clientAccountName"],
            new EnvironmentId(latest["testEnvironmentId"]),
            new EnvironmentId(latest["prodEnvironmentId"]),
            [.. records]);
    }

    private static bool IsGranted(Caller caller, GoldenRecord record) => caller.IsIn(record["ssoGroupId"]) || caller.IsIn(record["ssoGroupName"]);
}
