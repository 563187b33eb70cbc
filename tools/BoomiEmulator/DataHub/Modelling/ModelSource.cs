namespace BoomiEmulator.DataHub.Modelling;

/// <summary>A source as a model attaches it.</summary>
internal sealed record ModelSource(string SourceId, string Type)
{
    public bool AllowMultipleLinks { get; init; }

    public bool IsDefault { get; init; }

    public bool CreateApproval { get; init; }

    public bool UpdateApproval { get; init; }

    public bool EndDateApproval { get; init; }

    /// <summary>Unchanged entities are passed over.</summary>
    public bool EarlyChangeDetection { get; init; }

    /// <summary>Whether batches of this source are taken: Contribute and Both are, Accept is not.</summary>
    public bool Contributes => Type is "Contribute" or "Both";
}
