namespace BoomiEmulator.State;

/// <summary>A deployed package. Branches can be cut from it, and a package that is deployed cannot be deleted.</summary>
/// <param name="DeploymentId">Its GUID.</param>
/// <param name="PackageId">The package.</param>
/// <param name="EnvironmentId">Where it was deployed.</param>
/// <param name="Active">Whether it is the deployment in force.</param>
public sealed record Deployment(string DeploymentId, string PackageId, string EnvironmentId, bool Active)
{
    /// <summary>Counts the deployments of the component in the environment, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Notes.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>Who deployed it.</summary>
    public string DeployedBy { get; init; } = string.Empty;

    /// <summary>When.</summary>
    public DateTimeOffset DeployedDate { get; init; }

    /// <summary>RUNNING or PAUSED, for listeners.</summary>
    public string ListenerStatus { get; init; } = "RUNNING";
}
