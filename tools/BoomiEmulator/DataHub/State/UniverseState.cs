namespace BoomiEmulator.DataHub.State;

/// <summary>A model deployed to a repository, with all of its data.</summary>
internal sealed class UniverseState
{
    public required string Id { get; init; }

    public int Version { get; set; }

    public required string VersionId { get; set; }

    public required string ModelXml { get; set; }

    public List<AttachedSource> Sources { get; set; } = [];

    /// <summary>Active and end-dated records in the order of their creation.</summary>
    public List<GoldenRecord> Records { get; set; } = [];

    public List<BatchState> Batches { get; set; } = [];

    public List<QuarantineEntry> Quarantine { get; set; } = [];

    public List<EndDateJob> EndDateJobs { get; set; } = [];

    public long LastBatch { get; set; }

    public long LastEntity { get; set; }

    public long LastVersion { get; set; }
}
