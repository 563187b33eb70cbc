using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Integration packs that an account installed.</summary>
public sealed class IntegrationPackInstanceResource
{
    private const string Type = "IntegrationPackInstance";

    private readonly PlatformSession _session;

    internal IntegrationPackInstanceResource(PlatformSession session) => _session = session;

    /// <summary>IDs of the packs that are installed in the account.</summary>
    public async Task<IReadOnlySet<string>> InstalledPacksAsync(AccountId account, CancellationToken cancellationToken = default) =>
        (await _session.QueryAsync(account, Type, PlatformFilter.Everything, row => row.Text("integrationPackId"), cancellationToken)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The processes of the packs that are installed in the account, by their IDs in the account that publishes the packs.</summary>
    public async Task<IReadOnlyList<ComponentId>> ProcessesAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        var packs = await _session.QueryAsync(
            account, Type, PlatformFilter.Everything, row => row.List("ProcessId").Select(process => process.Text("originalProcessId")).ToList(), cancellationToken);
        return [.. packs.SelectMany(ids => ids).Where(id => id.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => new ComponentId(id))];
    }
}
