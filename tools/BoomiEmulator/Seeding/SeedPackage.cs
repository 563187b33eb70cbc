namespace BoomiEmulator.Seeding;

/// <summary>A packaged component.</summary>
/// <param name="PackageId">The package id.</param>
/// <param name="ComponentId">The root component.</param>
/// <param name="ComponentVersion">The root component's version that the package froze.</param>
/// <param name="Version">The package version that its maker gave, such as <c>1.2.0</c>.</param>
/// <param name="Notes">The maker's notes.</param>
/// <param name="Shareable">False for a process that uses a process route: Boomi does not let such a process be shared.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Manifest">Everything that it froze, the root first: the closure over references as they were at that moment.</param>
public sealed record SeedPackage(
    string PackageId,
    string ComponentId,
    int ComponentVersion,
    string Version,
    string Notes,
    bool Shareable,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    IReadOnlyList<SeedPackageEntry> Manifest);
