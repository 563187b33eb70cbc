using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Integration packs that an account publishes, and what is in them.</summary>
public sealed class PublisherPackResource
{
    private const string Type = "PublisherIntegrationPack";

    private readonly PlatformSession _session;

    internal PublisherPackResource(PlatformSession session) => _session = session;

    /// <summary>Every pack that the account publishes, without its content.</summary>
    public Task<IReadOnlyList<IntegrationPack>> ListAsync(AccountId account, CancellationToken cancellationToken = default) =>
        _session.QueryAsync(account, Type, PlatformFilter.Everything, IntegrationPackResource.Read, cancellationToken);

    /// <summary>The packs called exactly <paramref name="name"/>; the platform does not promise that there is at most one.</summary>
    public async Task<IReadOnlyList<IntegrationPack>> FindByNameAsync(AccountId account, string name, CancellationToken cancellationToken = default) =>
        [.. (await _session.QueryAsync(account, Type, PlatformFilter.Equal("name", name), IntegrationPackResource.Read, cancellationToken))
            .Where(pack => string.Equals(pack.Name, name, StringComparison.Ordinal))];

    /// <summary>A pack with its content, or null when there is none of that ID.</summary>
    public async Task<PublisherPack?> FindAsync(AccountId account, IntegrationPackId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, id.Value, Read, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.InvalidId)
        {
            return null;
        }
    }

    /// <summary>
    /// Creates an empty pack. After a lost answer the pack is looked up by its name before it is asked for again, so <paramref name="pack"/> must have a name that
    /// no other has.
    /// </summary>
    public Task<IntegrationPack> CreateAsync(AccountId account, NewPack pack, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = pack.Name, ["installationType"] = pack.InstallationType, ["Description"] = pack.Description };
        return _session.CreateLookedUpAsync(
            token => _session.CreateAsync(account, Type, body, IntegrationPackResource.Read, token),
            async token => (await FindByNameAsync(account, pack.Name, token)).FirstOrDefault(),
            cancellationToken);
    }

    /// <summary>
    /// Says which components the pack shall hold from its next release on. The list is the whole content: the platform drops what is left out. Sending it twice
    /// does no harm.
    /// </summary>
    /// <returns>The pack as the platform then has it.</returns>
    public Task<PublisherPack> SetContentAsync(AccountId account, IntegrationPack pack, IReadOnlyCollection<ComponentId> components, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["id"] = pack.Id.Value,
            ["name"] = pack.Name,
            ["installationType"] = pack.InstallationType,
            ["operationType"] = "ADD",
            ["Description"] = pack.Description,
            ["PublisherPackagedComponents"] = new JsonObject
            {
                ["PublisherPackagedComponent"] = new JsonArray([.. components.Select(component => new JsonObject { ["componentId"] = component.Value })]),
            },
        };
        return _session.UpdateAsync(account, Type, pack.Id.Value, body, Read, cancellationToken);
    }

    private static PublisherPack Read(JsonFields row) => new(
        IntegrationPackResource.Read(row),
        [.. row.Object("PublisherPackagedComponents").List("PublisherPackagedComponent").Select(Entry)]);

    private static PackEntry Entry(JsonFields row) => new(
        new ComponentId(row.Text("componentId")),
        row.Text("componentName"),
        row.Text("currentVersion"),
        row.Text("pendingVersion"),
        row.Text("latestVersion"),
        row.Flag("deleted"));
}
