using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>IntegrationPack: the packs of the accounts above that an account can install. Its own packs are PublisherIntegrationPacks.</summary>
internal sealed class IntegrationPackResource(QueryPages pages) : QueryResource<PublisherPack>(pages)
{
    /// <inheritdoc/>
    public override string Name => "IntegrationPack";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> Properties { get; } = ["name", "id", "installationType"];

    /// <inheritdoc/>
    protected override WireObject Read(PlatformCall call, string id) =>
        call.World.AvailablePacks(call.AccountId).FirstOrDefault(pack => pack.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Write(found)
            : throw new PlatformRefusal($"Integration pack ID {id} is invalid. Provide a valid integration pack ID to complete this action.");

    /// <inheritdoc/>
    protected override IEnumerable<PublisherPack> Rows(PlatformCall call, FilterExpression filter) => call.World.AvailablePacks(call.AccountId);

    /// <inheritdoc/>
    protected override object? Read(PlatformCall call, PublisherPack row, string property) => property switch
    {
        "id" => row.Id,
        "name" => row.Name,
        _ => row.InstallationType,
    };

    /// <inheritdoc/>
    protected override WireObject WriteRow(PlatformCall call, PublisherPack row) => Write(row);

    private static WireObject Write(PublisherPack pack) => new WireObject("IntegrationPack")
        .Attribute("id", pack.Id)
        .Attribute("name", pack.Name)
        .Attribute("installationType", pack.InstallationType)
        .Element("Description", pack.Description);
}
