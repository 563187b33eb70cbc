using System.Text.Json.Nodes;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>What is added to a map in an environment. JSON here, so that what nobody here knows comes and goes unchanged.</summary>
public sealed class EnvironmentMapExtensionResource
{
    private const string Type = "EnvironmentMapExtension";

    private readonly PlatformSession _session;

    internal EnvironmentMapExtensionResource(PlatformSession session) => _session = session;

    /// <summary>A map extension; null when nothing deployed in the account has that ID.</summary>
    public async Task<JsonObject?> FindAsync(AccountId account, string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, id, fields => fields.ToObject(), cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.InvalidId or PlatformErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Replaces a map extension: what <paramref name="whole"/> leaves out is gone. Updates of one environment must not overlap.</summary>
    public Task UpdateAsync(AccountId account, string id, JsonObject whole, CancellationToken cancellationToken = default) =>
        _session.UpdateAsync(account, Type, id, whole, _ => true, cancellationToken);
}
