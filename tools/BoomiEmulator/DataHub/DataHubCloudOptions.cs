namespace BoomiEmulator.DataHub;

/// <summary>A Hub Cloud as the platform side lists it.</summary>
public sealed record DataHubCloudOptions(string CloudId, string ContainerId, string Name);
