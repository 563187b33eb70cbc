namespace BoomiEmulator.State;

/// <summary>A deployed package. Kept so that branches can be cut from it and so that a package in use cannot be deleted.</summary>
/// <param name="DeploymentId">Its GUID.</param>
/// <param name="PackageId">The package.</param>
/// <param name="EnvironmentId">Where it was deployed.</param>
/// <param name="Active">Whether it is the deployment in force.</param>
public sealed record Deployment(string DeploymentId, string PackageId, string EnvironmentId, bool Active);
