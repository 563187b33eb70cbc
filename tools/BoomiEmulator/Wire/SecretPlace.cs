namespace BoomiEmulator.Wire;

/// <summary>A place of a component part that holds a secret, or held one before.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Start">Offset of the value, or of the point where the missing attribute goes.</param>
/// <param name="Length">Length of the value as written; 0 when missing.</param>
/// <param name="Value">The value, decoded; null when it was left out.</param>
/// <param name="Attribute">The name of the missing attribute; null when the place is element text or the attribute is there.</param>
internal readonly record struct SecretPlace(string Path, int Start, int Length, string? Value, string? Attribute);
