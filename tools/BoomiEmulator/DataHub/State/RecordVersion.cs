namespace BoomiEmulator.DataHub.State;

internal sealed class RecordVersion
{
    public long Version { get; init; }

    public required string Source { get; init; }

    public required string TransactionId { get; init; }

    public DateTimeOffset StartDate { get; init; }

    public DateTimeOffset? EndDate { get; set; }

    public string? EndDateSource { get; set; }

    public required RecordContent Content { get; init; }
}
