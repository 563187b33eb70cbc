namespace BoomiEmulator.DataHub.Universes;

/// <summary>An item of a collection in an entity.</summary>
/// <param name="Operation">UPSERT or DELETE when the items carry operations, otherwise null: the items replace the whole collection.</param>
/// <param name="Values">Text by unique id.</param>
internal sealed record EntityItem(string? Operation, Dictionary<string, string> Values);
