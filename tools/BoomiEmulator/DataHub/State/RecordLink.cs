namespace BoomiEmulator.DataHub.State;

/// <summary>The tie between a golden record and an entity of a source.</summary>
internal sealed record RecordLink(string Source, string EntityId, DateTimeOffset EstablishedDate);
