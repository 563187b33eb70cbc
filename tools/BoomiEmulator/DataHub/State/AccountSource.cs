namespace BoomiEmulator.DataHub.State;

/// <summary>A source of the account, attached to universes by the models that name it.</summary>
internal sealed class AccountSource
{
    public required string SourceId { get; init; }

    public required string Name { get; set; }

    public string EntityIdUrl { get; set; } = string.Empty;

    public DateTimeOffset LastModified { get; set; }
}
