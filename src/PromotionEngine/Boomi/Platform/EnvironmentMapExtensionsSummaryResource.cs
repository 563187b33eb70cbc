using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Extensions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Which maps can be extended in an environment.</summary>
public sealed class EnvironmentMapExtensionsSummaryResource
{
    private const string Type = "EnvironmentMapExtensionsSummary";

    private readonly PlatformSession _session;

    internal EnvironmentMapExtensionsSummaryResource(PlatformSession session) => _session = session;

    /// <summary>The summaries of an environment as the platform writes them.</summary>
    public Task<IReadOnlyList<JsonObject>> ListAsync(AccountId account, EnvironmentId environment, CancellationToken cancellationToken = default) =>
        _session.QueryAsync(account, Type, PlatformFilter.Equal("environmentId", environment.Value), row => row.ToObject(), cancellationToken);
}
