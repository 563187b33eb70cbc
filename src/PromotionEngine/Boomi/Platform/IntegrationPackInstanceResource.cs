using PromotionEngine.Accounts;

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
}
