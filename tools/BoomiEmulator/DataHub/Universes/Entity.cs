namespace BoomiEmulator.DataHub.Universes;

/// <summary>A source entity as it came, sorted by fields of the model. Nothing of it has been checked but its form.</summary>
internal sealed class Entity
{
    public required string SourceEntityId { get; init; }

    /// <summary>UPSERT, CREATE or DELETE.</summary>
    public required string Operation { get; init; }

    /// <summary>The record that the sender wants it linked to, if any.</summary>
    public string? RecordId { get; init; }

    /// <summary>Trimmed text by unique id; null clears the field. Fields that the entity lacks are not here.</summary>
    public Dictionary<string, string?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Items by collection id. Collections that the entity lacks are not here.</summary>
    public Dictionary<string, List<EntityItem>> Collections { get; } = new(StringComparer.Ordinal);
}
