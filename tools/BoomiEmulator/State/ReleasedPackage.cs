namespace BoomiEmulator.State;

/// <summary>A package in a release of an integration pack.</summary>
/// <param name="ComponentId">The packaged component.</param>
/// <param name="PackageId">The package.</param>
/// <param name="PackageVersion">The version that people gave the package.</param>
public sealed record ReleasedPackage(string ComponentId, string PackageId, string PackageVersion);
