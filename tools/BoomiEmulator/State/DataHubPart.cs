using System.Text.Json;
using System.Text.Json.Nodes;
using BoomiEmulator.DataHub;

namespace BoomiEmulator.State;

/// <summary>Lets the emulated DataHub share the snapshots, resets and files of the platform.</summary>
internal sealed class DataHubPart(DataHubWorld world) : IWorldPart
{
    private DataHubSnapshot _baseline = world.Snapshot();

    /// <inheritdoc/>
    public string Name => "dataHub";

    /// <inheritdoc/>
    public object Snapshot() => world.Snapshot();

    /// <inheritdoc/>
    public void Restore(object snapshot) => world.Restore((DataHubSnapshot)snapshot);

    /// <inheritdoc/>
    public void SetBaseline() => _baseline = world.Snapshot();

    /// <inheritdoc/>
    public void Reset() => world.Restore(_baseline);

    /// <inheritdoc/>
    public JsonNode? Export() => JsonSerializer.SerializeToNode(world.Snapshot());

    /// <summary>Replaces the whole state; a file without this part leaves it as it is.</summary>
    public void Import(JsonNode? state)
    {
        if (state?.Deserialize<DataHubSnapshot>() is { } snapshot)
            world.Restore(snapshot);
    }
}
