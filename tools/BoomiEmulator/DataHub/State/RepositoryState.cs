namespace BoomiEmulator.DataHub.State;

internal sealed class RepositoryState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string User { get; init; }

    public required string Token { get; init; }

    public DateTimeOffset ReadyAt { get; init; }

    public List<UniverseState> Universes { get; set; } = [];
}
