namespace BoomiEmulator.Wire;

/// <summary>What became of a part of a component between two versions.</summary>
internal enum DiffKind
{
    /// <summary>Only the newer version has it.</summary>
    Addition,

    /// <summary>Only the older version has it.</summary>
    Deletion,

    /// <summary>Both have it, with different values.</summary>
    Modification,
}
