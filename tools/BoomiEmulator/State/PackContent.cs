namespace BoomiEmulator.State;

/// <summary>A component of a pack as a person or a seed sets it, without the API's rules.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="CurrentVersion">The package version that subscribers have; null when none.</param>
/// <param name="PendingVersion">The package version that waits for the next release; null when none does.</param>
/// <param name="Deleted">Whether the next release takes it out.</param>
public sealed record PackContent(string ComponentId, string? CurrentVersion = null, string? PendingVersion = null, bool Deleted = false);
