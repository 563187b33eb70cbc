namespace BoomiEmulator.Wire;

/// <summary>A difference between two versions of a component.</summary>
/// <param name="Kind">What became of the part.</param>
/// <param name="Type">element, attribute or text.</param>
/// <param name="Name">The name of the element or attribute.</param>
/// <param name="ElementName">The name of the element it is or stands in.</param>
/// <param name="KeyAttribute">The attribute that tells that element from its siblings; null when none does.</param>
/// <param name="KeyValue">That attribute's value.</param>
/// <param name="OldPath">Where the older version has it; null when it does not.</param>
/// <param name="OldValue">What the older version has there.</param>
/// <param name="NewPath">Where the newer version has it; null when it does not.</param>
/// <param name="NewValue">What the newer version has there.</param>
internal sealed record DiffChange(
    DiffKind Kind,
    string Type,
    string Name,
    string ElementName,
    string? KeyAttribute,
    string? KeyValue,
    string? OldPath,
    string? OldValue,
    string? NewPath,
    string? NewValue);
