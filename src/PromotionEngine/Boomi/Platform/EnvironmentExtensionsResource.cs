using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Extensions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>The extensions of an environment. They are JSON here, so that what nobody here knows comes and goes unchanged.</summary>
public sealed class EnvironmentExtensionsResource
{
    private const string Type = "EnvironmentExtensions";

    private readonly PlatformSession _session;

    internal EnvironmentExtensionsResource(PlatformSession session) => _session = session;

    /// <summary>The extensions that the processes deployed in the environment declare; null when the account has no such environment.</summary>
    public async Task<JsonObject?> FindAsync(AccountId account, EnvironmentId environment, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, environment.Value, fields => fields.ToObject(), cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.InvalidId or PlatformErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Changes what <paramref name="changes"/> lists and nothing else. Whatever it says itself, it is sent as partial: without that the platform sets
    /// everything that is not listed back to its default.
    /// </summary>
    public Task UpdateAsync(AccountId account, EnvironmentId environment, JsonObject changes, CancellationToken cancellationToken = default)
    {
        var body = (JsonObject)changes.DeepClone();
        body["@type"] = Type;
        body["id"] = environment.Value;
        body["environmentId"] = environment.Value;
        body["partial"] = true;
        return _session.UpdateAsync(account, Type, environment.Value, body, _ => true, cancellationToken);
    }
}
