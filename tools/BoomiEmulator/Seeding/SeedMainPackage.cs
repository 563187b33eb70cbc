namespace BoomiEmulator.Seeding;

/// <summary>The package that walks and tests promote.</summary>
/// <param name="AccountId">The first dev account.</param>
/// <param name="PackageId">The newest package of its root process.</param>
/// <param name="RootComponentId">The root process.</param>
/// <param name="Components">How many components its manifest holds, connections included.</param>
/// <param name="Connections">How many of them are connections, all mapped.</param>
public sealed record SeedMainPackage(string AccountId, string PackageId, string RootComponentId, int Components, int Connections);
