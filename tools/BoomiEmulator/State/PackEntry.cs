namespace BoomiEmulator.State;

/// <summary>A component that a publisher put into an integration pack.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="PendingPackageId">The package that waits for the next release; null when nothing waits.</param>
/// <param name="Removed">Whether the next release takes it out.</param>
public sealed record PackEntry(string ComponentId, string? PendingPackageId = null, bool Removed = false);
