namespace BoomiEmulator.State;

/// <summary>A component in a merge request.</summary>
public sealed record MergeDetail
{
    /// <summary>The component.</summary>
    public required string ComponentId { get; init; }

    /// <summary>The revision on the source branch.</summary>
    public int SourceRevision { get; init; }

    /// <summary>The revision on the destination branch; null when there is none.</summary>
    public int? DestinationRevision { get; init; }

    /// <summary>The revision that the merge wrote; null before, and where the destination was kept.</summary>
    public int? MergeRevision { get; init; }

    /// <summary>ADDED, MODIFIED or DELETED.</summary>
    public required string ChangeType { get; init; }

    /// <summary>Whether both branches changed it since they parted.</summary>
    public bool Conflict { get; init; }

    /// <summary>OVERRIDE or KEEP_DESTINATION; null while not decided.</summary>
    public string? Resolution { get; init; }

    /// <summary>Whether it is left out.</summary>
    public bool Excluded { get; init; }

    /// <summary>DRAFTED, CONFLICT_RESOLVED, MERGED or REVERTED.</summary>
    public string Stage { get; init; } = "DRAFTED";
}
