namespace BoomiEmulator.Seeding;

/// <summary>An integration pack that a client account installed and attached to one of its environments.</summary>
/// <param name="InstanceId">The instance's id.</param>
/// <param name="PackId">The pack.</param>
/// <param name="EnvironmentId">The environment.</param>
public sealed record SeedInstallation(string InstanceId, string PackId, string EnvironmentId);
