using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>PublisherIntegrationPack: the packs that an account publishes, with what is released and what is pending.</summary>
internal sealed class PublisherIntegrationPackResource(QueryPages pages) : QueryResource<PackView>(pages)
{
    /// <inheritdoc/>
    public override string Name => "PublisherIntegrationPack";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["name", "id", "installationType"];

    /// <inheritdoc/>
    public override PlatformAnswer Create(PlatformCall call)
    {
        var pack = call.World.CreatePack(call.AccountId, Change(call.Read(Name)));
        return PlatformAnswer.Ok(Read(call, pack.Id));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Update(PlatformCall call)
    {
        var body = call.Read(Name);
        RefuseOtherId(body, "id", call.Id);
        call.World.UpdatePack(call.AccountId, call.Id, Change(body));
        return PlatformAnswer.Ok(Read(call, call.Id));
    }

    /// <inheritdoc/>
    public override PlatformAnswer Delete(PlatformCall call)
    {
        call.World.DeletePack(call.AccountId, call.Id);
        return PlatformAnswer.Deleted;
    }

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) => Write(call.World.Pack(call.AccountId, id));

    /// <inheritdoc/>
    protected override IEnumerable<PackView> Rows(PlatformCall call, FilterExpression filter) => call.World.Packs(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, PackView row, string property) => property switch
    {
        "id" => row.Pack.Id,
        "name" => row.Pack.Name,
        _ => row.Pack.InstallationType,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, PackView row) => Write(row);

    private static PackChange Change(RequestNode body) => new(
        body.Filled("name"),
        body.Filled("installationType"),
        body.Text("Description"),
        body.Filled("operationType"),
        [.. body["PublisherPackagedComponents"]?.All("PublisherPackagedComponent")
            .Select(static entry => entry.Filled("componentId") ?? throw new PlatformRefusal("A PublisherPackagedComponent has no componentId.")) ?? []]);

    private static WireObject Write(PackView view) => new WireObject("PublisherIntegrationPack")
        .Attribute("id", view.Pack.Id)
        .Attribute("name", view.Pack.Name)
        .Attribute("installationType", view.Pack.InstallationType)
        .Element("Description", view.Pack.Description)
        .Object("PublisherPackagedComponents", new WireObject("PublisherPackagedComponents")
            .List("PublisherPackagedComponent", [.. view.Entries.Select(static entry => new WireObject("PublisherPackagedComponent")
                .Attribute("componentId", entry.ComponentId)
                .Attribute("componentName", entry.ComponentName)
                .Attribute("componentType", entry.ComponentType)
                .Attribute("currentVersion", entry.CurrentVersion)
                .Attribute("pendingVersion", entry.PendingVersion)
                .Attribute("latestVersion", entry.LatestVersion)
                .Attribute("deleted", entry.Removed))]));
}
