namespace BoomiEmulator.DataHub.State;

internal sealed class AttachedSource
{
    public required string SourceId { get; init; }

    public SourceStatus Status { get; set; } = SourceStatus.SOURCE_ATTACHMENT_REQUESTED;

    /// <summary>When a <c>_REQUESTED</c> state turns into the state that was asked for.</summary>
    public DateTimeOffset DueAt { get; set; }
}
