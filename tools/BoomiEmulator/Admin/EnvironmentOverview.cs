namespace BoomiEmulator.Admin;

/// <summary>An environment.</summary>
/// <param name="EnvironmentId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Classification">PROD or TEST.</param>
/// <param name="Packs">The integration packs attached to it, by name.</param>
/// <param name="DeployedPackages">The packages deployed to it.</param>
internal sealed record EnvironmentOverview(
    string EnvironmentId, string Name, string Classification, IReadOnlyList<string> Packs, IReadOnlyList<string> DeployedPackages);
