namespace BoomiEmulator.DataHub.State;

internal sealed class BatchEntity
{
    public long Id { get; init; }

    public required string TransactionId { get; init; }

    public string? SourceEntityId { get; init; }

    /// <summary>The entity as it came; dropped when it has been dealt with.</summary>
    public string? Xml { get; set; }

    public string? State { get; set; }

    public string? StateDetail { get; set; }

    public string? Message { get; set; }

    public string? RecordId { get; set; }
}
