using PromotionEngine.Accounts;
using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Integration packs as a subscriber sees them: those that an account may install. The packs that an account publishes are <see cref="PublisherPackResource"/>.</summary>
public sealed class IntegrationPackResource
{
    private const string Type = "IntegrationPack";

    private readonly PlatformSession _session;

    internal IntegrationPackResource(PlatformSession session) => _session = session;

    /// <summary>Every pack that the account may install.</summary>
    public Task<IReadOnlyList<IntegrationPack>> ListAsync(AccountId account, CancellationToken cancellationToken = default) =>
        _session.QueryAsync(account, Type, PlatformFilter.Everything, Read, cancellationToken);

    /// <summary>A pack as the publisher's and the subscriber's objects both have it.</summary>
    internal static IntegrationPack Read(JsonFields row) => new(
        new IntegrationPackId(row.Text("id")),
        row.Text("name"),
        row.Has("Description") ? row.Text("Description") : row.Text("description"),
        row.Text("installationType"));
}
