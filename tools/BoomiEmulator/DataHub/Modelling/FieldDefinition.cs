namespace BoomiEmulator.DataHub.Modelling;

/// <summary>A field with one value.</summary>
internal sealed record FieldDefinition(string ElementName, string UniqueId, FieldType Type, bool Required)
    : FieldMember(ElementName, UniqueId)
{
    /// <summary>The longest text allowed: at most 255 for STRING.</summary>
    public int MaxLength { get; init; } = 255;

    public int MinLength { get; init; }

    /// <summary>What an ENUMERATION may hold.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>For a REFERENCE: the universe that its values point into.</summary>
    public string? ReferencedUniverse { get; init; }

    /// <summary>An entity whose reference has no target is quarantined.</summary>
    public bool IncomingIntegrity { get; init; }

    /// <summary>A record that is referenced cannot be end-dated.</summary>
    public bool OutgoingIntegrity { get; init; }

    /// <summary>The collection that it is part of, if any.</summary>
    public string? CollectionId { get; init; }
}
