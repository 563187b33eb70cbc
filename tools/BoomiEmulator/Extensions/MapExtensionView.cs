using BoomiEmulator.State;

namespace BoomiEmulator.Extensions;

/// <summary>A map that can be extended in an environment, with its two profiles.</summary>
/// <param name="Id">Made of environment, installed pack, process and map; differs between environments.</param>
/// <param name="Set">The environment's extensions.</param>
/// <param name="Map">The map.</param>
/// <param name="Source">The profile it reads; null when it is not there.</param>
/// <param name="Destination">The profile it writes; null when it is not there.</param>
public sealed record MapExtensionView(string Id, ExtensionSet Set, MapDeclaration Map, ComponentRevision? Source, ComponentRevision? Destination)
{
    /// <summary>What is stored of the extension, a JSON object; null when nothing is.</summary>
    public string? Stored => Set.Value(ExtensionSection.Maps, Map.MapId, categoryId: Map.ProcessId)?.More;
}
