namespace BoomiEmulator.Extensions;

/// <summary>A map that a deployed process lets its subscribers extend.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="MapId">The map.</param>
/// <param name="Name">The names of the two objects that it maps, with a hyphen between them.</param>
public sealed record MapDeclaration(string ProcessId, string MapId, string Name);
