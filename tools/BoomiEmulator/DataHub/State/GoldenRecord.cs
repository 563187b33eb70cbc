namespace BoomiEmulator.DataHub.State;

internal sealed class GoldenRecord
{
    public required string RecordId { get; init; }

    /// <summary>Grows with every record of a universe; the order of creation.</summary>
    public long Sequence { get; init; }

    public required string CreatingSource { get; init; }

    public DateTimeOffset CreatedDate { get; init; }

    public DateTimeOffset UpdatedDate { get; set; }

    public DateTimeOffset? EndDate { get; set; }

    public string? EndDateSource { get; set; }

    /// <summary>Replaced as a whole by an update, never changed in place: versions share it.</summary>
    public RecordContent Content { get; set; } = RecordContent.Empty;

    public List<RecordLink> Links { get; set; } = [];

    /// <summary>Oldest first; the last one is the current version.</summary>
    public List<RecordVersion> Versions { get; set; } = [];

    /// <summary>Reference fields whose target was not found, by unique id, with the source that sent them.</summary>
    public Dictionary<string, string> Unresolved { get; set; } = [];

    public bool IsActive => EndDate is null;
}
