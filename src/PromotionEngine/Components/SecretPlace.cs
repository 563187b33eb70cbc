namespace PromotionEngine.Components;

/// <summary>A place whose value is stripped.</summary>
/// <param name="Path">Where it is; unique in its document and the same in every revision that has the place.</param>
/// <param name="Name">The name that made it secret.</param>
/// <param name="EntryKey">For the value of a named entry: the entry by its name alone, wherever it stands. Else null.</param>
/// <param name="Encryption">Whether the platform keeps the value encrypted, so that leaving it out keeps it.</param>
internal readonly record struct SecretPlace(string Path, string Name, string? EntryKey, PlaceEncryption Encryption)
{
    /// <summary>Whether the platform keeps the value encrypted.</summary>
    public bool Encrypted => Encryption != PlaceEncryption.None;
}
