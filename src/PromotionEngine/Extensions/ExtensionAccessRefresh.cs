using System.Text.Json;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Extensions;

/// <summary>
/// Rebuilds the records of who may edit which extension: the groups of all development accounts that a component was promoted from; without any mapping
/// admins only. Records of components that are no longer extensible go.
/// </summary>
public sealed class ExtensionAccessRefresh(
    PlatformClient platform, DataHubClient dataHub, DevAccountGrants grants, ExtensionAccessMappings access, ExtensionOwners owners, ClientAccounts accounts, TimeProvider time)
{
    /// <summary>
    /// After a production deployment: rebuilds the records of both environments of every client account that has one of the packs installed.
    /// A failure is no failure of the deployment.
    /// </summary>
    /// <param name="packIds">The integration packs that were released.</param>
    /// <param name="by">Who deployed.</param>
    /// <param name="scope">Whose calls these are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What could not be done, in sentences for people; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> AfterDeploymentAsync(IReadOnlyCollection<string> packIds, string by, CallScope scope, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        try
        {
            foreach (var account in await accounts.AllAsync(cancellationToken))
            {
                await RefreshAccountAsync(account, packIds, by, scope, warnings, cancellationToken);
            }
        }
        catch (DataHubException exception)
        {
            warnings.Add($"The access records of extensions were not rebuilt, because the client accounts could not be read: {exception.Message}");
        }

        return warnings;
    }

    /// <summary>Rebuilds the records of one environment.</summary>
    /// <param name="account">The client account.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="source">Who contributes the records, of <see cref="RecordSources"/>.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="scope">Whose calls these are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many records were written.</returns>
    /// <exception cref="PromotionFailure">EXTENSION_NOT_FOUND when the platform has no such environment.</exception>
    public async Task<int> RefreshAsync(AccountId account, EnvironmentId environment, string source, string by, CallScope scope, CancellationToken cancellationToken)
    {
        var document = ExtensionReading.Require(await platform.In(scope).Extensions.FindAsync(account, environment, cancellationToken), account, environment);
        var entries = document.Entries().Where(entry => entry.ComponentId.Length > 0).GroupBy(entry => entry.ComponentId, StringComparer.Ordinal).ToList();
        var mappings = await dataHub.QueryAnyAsync(GoldenRecordModels.ComponentMapping, "prodComponentId", [.. entries.Select(entry => entry.Key)], cancellationToken);
        var origins = mappings.ToLookup(record => record["prodComponentId"], record => record["devAccountId"], StringComparer.Ordinal);
        var active = await grants.ActiveAsync(cancellationToken);
        var declared = await owners.OfAsync(account, scope, cancellationToken);
        var known = await access.OfAsync(environment, cancellationToken);
        await access.WriteAsync(
            source,
            [.. entries.Select(entry => Record(environment, [.. entry], origins[entry.Key], active, by, Owner([.. declared[entry.Key]], known.FirstOrDefault(record => record.ComponentId == entry.Key))))],
            cancellationToken);
        foreach (var gone in known.Where(record => IsOurs(record) && entries.All(entry => entry.Key != record.ComponentId)))
        {
            await access.RemoveAsync(gone, cancellationToken);
        }

        return entries.Count;
    }

    private async Task RefreshAccountAsync(
        ClientAccount account, IReadOnlyCollection<string> packIds, string by, CallScope scope, List<string> warnings, CancellationToken cancellationToken)
    {
        try
        {
            var installed = await platform.In(scope).PackInstances.InstalledPacksAsync(account.Id, cancellationToken);
            if (!packIds.Any(installed.Contains))
            {
                return;
            }

            foreach (var environment in new[] { account.Test, account.Production }.Distinct())
            {
                await RefreshAsync(account.Id, environment, RecordSources.PromotionEngine, by, scope, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is PlatformException or DataHubException or PromotionFailure)
        {
            warnings.Add($"The access records of the extensions of {account.Name} ({account.Id}) were not rebuilt: {exception.Message} An admin can do it with rebuildExtensionCache.");
        }
    }

    // Records of other things than extensible components were made by somebody else.
    private static bool IsOurs(ExtensionAccess record) =>
        ExtensionSection.All.Any(section => section.ComponentType.Length > 0 && section.ComponentType.Equals(record.Record["componentType"], StringComparison.OrdinalIgnoreCase));

    // Of several processes the one that was known stays; where none is found, so does what the record says.
    private static ExtensionOwner? Owner(IReadOnlyList<ExtensionOwner> declaring, ExtensionAccess? known) =>
        declaring.FirstOrDefault(owner => owner.ProcessId.Equals(known?.OwnerProcessId, StringComparison.OrdinalIgnoreCase)) ?? (declaring.Count > 0 ? declaring[0] : null);

    // Fields that are not named keep their values.
    private GoldenRecordWrite Record(
        EnvironmentId environment, IReadOnlyList<ExtensionEntry> entries, IEnumerable<string> devAccounts, IReadOnlyList<DevAccountGrant> active, string by, ExtensionOwner? owner)
    {
        var entry = entries[0];
        var accountIds = devAccounts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var granted = active.Where(grant => accountIds.Contains(grant.DevAccountId, StringComparer.Ordinal)).ToList();
        var groups = granted.SelectMany(grant => new[] { grant.SsoGroupName.Trim(), grant.SsoGroupId.Trim() }).Where(group => group.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var single = accountIds.Count == 1;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["environmentId"] = environment.Value,
            ["prodComponentId"] = entry.ComponentId,
            ["componentName"] = entry.Name,
            ["componentType"] = entry.Section.ComponentType,
            ["authorizedSsoGroups"] = JsonSerializer.Serialize(groups),
            ["isConnectionExtension"] = entry.Section == ExtensionSection.Connections ? "true" : "false",
            ["lastUpdatedAt"] = GoldenRecordWriter.Instant(time.GetUtcNow()),
            ["lastUpdatedBy"] = by,
            ["devAccountId"] = single ? accountIds[0] : string.Empty,
            ["devAccountName"] = single ? granted.FirstOrDefault()?.DevAccountName ?? string.Empty : string.Empty,
            ["isSharedComponent"] = accountIds.Count > 1 ? "true" : "false",
            ["extensionGroupId"] = entries.Count == 1 ? entry.GroupId : string.Empty,
        };
        if (owner is not null)
        {
            fields["ownerProcessId"] = owner.ProcessId;
            fields["ownerProcessName"] = owner.Name;
        }

        return new GoldenRecordWrite(fields);
    }
}
