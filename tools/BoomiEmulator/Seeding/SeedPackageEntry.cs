namespace BoomiEmulator.Seeding;

/// <summary>A line of a package's manifest.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Version">The version that the package froze.</param>
public sealed record SeedPackageEntry(string ComponentId, int Version);
