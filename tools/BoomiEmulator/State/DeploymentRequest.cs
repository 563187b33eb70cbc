namespace BoomiEmulator.State;

/// <summary>What an API caller sends to deploy.</summary>
/// <param name="EnvironmentId">Where.</param>
/// <param name="PackageId">The package; null packages the component first.</param>
/// <param name="ComponentId">The component, when no package is named.</param>
/// <param name="Notes">Notes.</param>
/// <param name="ListenerStatus">RUNNING or PAUSED; anything else changes nothing.</param>
public sealed record DeploymentRequest(string? EnvironmentId, string? PackageId, string? ComponentId, string? Notes, string? ListenerStatus);
