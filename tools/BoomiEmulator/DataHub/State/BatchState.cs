namespace BoomiEmulator.DataHub.State;

internal sealed class BatchState
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When its entities are incorporated.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Null until the batch is done, then COMPLETED, COMPLETED_ERRORS or ERRORED.</summary>
    public string? FinalState { get; set; }

    public List<BatchEntity> Entities { get; set; } = [];
}
