namespace BoomiEmulator.DataHub.Modelling;

/// <summary>A repeating field or group: one element with the collection's tag around all of its items.</summary>
/// <param name="ElementName">The collection tag.</param>
/// <param name="UniqueId">The collection's unique id.</param>
/// <param name="ItemName">The element of an item.</param>
/// <param name="ItemIsText">An item is the value of a single field instead of a group of fields.</param>
/// <param name="Keys">Unique ids of the fields that identify an item; empty when items are told apart by their place.</param>
/// <param name="Fields">The fields of an item; exactly one when <paramref name="ItemIsText"/>.</param>
internal sealed record FieldCollection(
    string ElementName,
    string UniqueId,
    string ItemName,
    bool ItemIsText,
    IReadOnlyList<string> Keys,
    IReadOnlyList<FieldDefinition> Fields)
    : FieldMember(ElementName, UniqueId)
{
    /// <summary>What tells two items apart, or null when only their place does.</summary>
    public string? KeyOf(IReadOnlyDictionary<string, string> item) =>
        Keys.Count == 0 ? null : string.Join('\u001f', Keys.Select(key => item.GetValueOrDefault(key)?.ToUpperInvariant()));
}
