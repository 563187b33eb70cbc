namespace BoomiEmulator.DataHub.State;

internal sealed class DeploymentState
{
    public required string Id { get; init; }

    public required string UniverseId { get; init; }

    public required string RepositoryId { get; init; }

    public int Version { get; init; }

    /// <summary>PENDING, SUCCESS or CANCELED.</summary>
    public string Status { get; set; } = "PENDING";

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }
}
