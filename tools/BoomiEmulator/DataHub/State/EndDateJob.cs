namespace BoomiEmulator.DataHub.State;

/// <summary>An end-dating by filter that has been accepted and not been done yet.</summary>
internal sealed record EndDateJob(string RequestXml, DateTimeOffset DueAt);
