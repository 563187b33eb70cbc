using PromotionEngine.Accounts;
using PromotionEngine.Extensions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Environments of an account.</summary>
public sealed class EnvironmentResource
{
    private const string Type = "Environment";

    private readonly PlatformSession _session;

    internal EnvironmentResource(PlatformSession session) => _session = session;

    /// <summary>The names of all environments of an account by their IDs.</summary>
    public async Task<IReadOnlyDictionary<EnvironmentId, string>> NamesAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        var rows = await _session.QueryAsync(account, Type, PlatformFilter.Everything, row => (Id: new EnvironmentId(row.Text("id")), Name: row.Text("name")), cancellationToken);
        return rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Name);
    }
}
