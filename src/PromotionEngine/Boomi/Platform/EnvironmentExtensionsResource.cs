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

    /// <summary>
    /// The extensions that the processes deployed in the environment declare: its own first, then those of installed packs that the platform answers by
    /// themselves. Whether it does, or shows them among the environment's own, is not documented. Empty when the account has no such environment.
    /// </summary>
    public async Task<IReadOnlyList<EnvironmentExtensionSet>> FindAsync(AccountId account, EnvironmentId environment, CancellationToken cancellationToken = default)
    {
        var packs = PackSetsAsync(account, environment, cancellationToken);
        JsonObject? own;
        try
        {
            own = await OwnAsync(account, environment, cancellationToken);
        }
        catch
        {
            // Its failure is told; that of the other call shall not go unseen later.
            await ((Task)packs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        if (own is null)
        {
            await ((Task)packs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }

        return [new EnvironmentExtensionSet(environment.Value, string.Empty, own), .. await packs];
    }

    private async Task<JsonObject?> OwnAsync(AccountId account, EnvironmentId environment, CancellationToken cancellationToken)
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
    /// <param name="account">The account.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="set">Which of its sets, as it was read.</param>
    /// <param name="changes">The change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task UpdateAsync(AccountId account, EnvironmentId environment, EnvironmentExtensionSet set, JsonObject changes, CancellationToken cancellationToken = default)
    {
        var body = (JsonObject)changes.DeepClone();
        body["@type"] = Type;
        body["id"] = set.Id;
        body["environmentId"] = environment.Value;
        if (set.GroupId.Length > 0)
        {
            body["extensionGroupId"] = set.GroupId;
        }

        body["partial"] = true;
        return _session.UpdateAsync(account, Type, set.Id, body, _ => true, cancellationToken);
    }

    // The environment's own come here too and are not read again: they may be large.
    private async Task<IReadOnlyList<EnvironmentExtensionSet>> PackSetsAsync(AccountId account, EnvironmentId environment, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await _session.QueryAsync(
                account,
                Type,
                PlatformFilter.Equal("environmentId", environment.Value),
                row => row.Text("extensionGroupId") is { Length: > 0 } group ? new EnvironmentExtensionSet(row.Text("id"), group, row.ToObject()) : null,
                cancellationToken);
            return [.. rows.OfType<EnvironmentExtensionSet>().OrderBy(set => set.GroupId, StringComparer.Ordinal)];
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Refused or PlatformErrorKind.InvalidId or PlatformErrorKind.NotFound)
        {
            // A platform that does not answer this question has no sets beside the environment's own.
            return [];
        }
    }
}
