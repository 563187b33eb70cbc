using System.Text.Json;

namespace BoomiEmulator.DataHub;

/// <summary>Everything that a world holds at one moment. Opaque, but it survives being written and read as JSON.</summary>
/// <param name="State">Not for reading: its form may change at any time.</param>
public sealed record DataHubSnapshot(JsonElement State);
