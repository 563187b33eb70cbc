using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;

namespace PromotionEngine.Extensions;

/// <summary>Copies map extensions, one after the other: the platform does not bear several updates at once.</summary>
internal sealed class MapExtensionCopy(EnvironmentChanges changes)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Copies every map extension that test has to its counterpart in production: same map, same process.</summary>
    /// <returns>How many were copied, and what was not, in words.</returns>
    public async Task<(int Count, IReadOnlyList<string> Warnings)> CopyAsync(HeldLock held, Caller caller, BoomiPlatform boomi, ClientAccount client, CancellationToken cancellationToken)
    {
        var reading = boomi.MapExtensionSummaries.ListAsync(client.Id, client.Test, cancellationToken);
        var production = (await boomi.MapExtensionSummaries.ListAsync(client.Id, client.Production, cancellationToken)).GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.First());
        var warnings = new List<string>();
        var count = 0;
        foreach (var summary in await reading)
        {
            if (!production.TryGetValue(KeyOf(summary), out var counterpart))
            {
                warnings.Add($"The map {NameOf(summary)} has no counterpart in production and was not copied.");
                continue;
            }

            count += await CopyOneAsync(held, caller, boomi, client, summary, counterpart, warnings, cancellationToken) ? 1 : 0;
        }

        return (count, warnings);
    }

    private async Task<bool> CopyOneAsync(
        HeldLock held, Caller caller, BoomiPlatform boomi, ClientAccount client, JsonObject summary, JsonObject counterpart, List<string> warnings, CancellationToken cancellationToken)
    {
        var source = await boomi.MapExtensions.FindAsync(client.Id, ExtensionJson.Text(summary, "id"), cancellationToken);
        var id = ExtensionJson.Text(counterpart, "id");
        var target = await boomi.MapExtensions.FindAsync(client.Id, id, cancellationToken);
        if (source is null || target is null)
        {
            warnings.Add($"The map {NameOf(summary)} could not be read and was not copied.");
            return false;
        }

        var wanted = MapExtension.Replace(target, source);
        if (!MapExtension.HasContent(source) || JsonNode.DeepEquals(MapExtension.ContentOf(wanted), MapExtension.ContentOf(target)))
        {
            // Nothing to copy, or nothing that would change.
            return false;
        }

        await held.RenewAsync(Lease, cancellationToken);
        await changes.NoteAsync(held, caller, "copyExtensionsTestToProd", client.Production, MapExtension.WithoutCredentials(target), $"map extension {NameOf(summary)}", cancellationToken);
        await ExtensionCopy.SendAsync(
            () => boomi.MapExtensions.UpdateAsync(client.Id, id, wanted, cancellationToken),
            $"The values and the map extensions before it were copied, the map {NameOf(summary)} was not; copy again when it is corrected.");
        return true;
    }

    private static (string Map, string Process) KeyOf(JsonObject summary) => (ExtensionJson.Text(summary, "mapId"), ExtensionJson.Text(summary, "processId"));

    private static string NameOf(JsonObject summary) => ExtensionJson.Text(summary, "name") is { Length: > 0 } name ? name : ExtensionJson.Text(summary, "mapId");
}
