namespace BoomiEmulator.Seeding;

/// <summary>An environment of a client account.</summary>
/// <param name="EnvironmentId">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record SeedEnvironment(string EnvironmentId, string Name);
