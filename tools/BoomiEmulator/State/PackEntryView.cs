namespace BoomiEmulator.State;

/// <summary>A component of an integration pack with the package versions that belong to it.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="ComponentName">Its name on main; empty when it is not there.</param>
/// <param name="ComponentType">Its type.</param>
/// <param name="CurrentVersion">The package version that is released; null when none is.</param>
/// <param name="PendingVersion">The package version that waits for the next release; null when none does.</param>
/// <param name="LatestVersion">The newest package version that could be added; null when none could.</param>
/// <param name="Removed">Whether the next release takes it out.</param>
public sealed record PackEntryView(
    string ComponentId, string ComponentName, string ComponentType, string? CurrentVersion, string? PendingVersion, string? LatestVersion, bool Removed);
