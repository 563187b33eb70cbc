namespace BoomiEmulator.State;

/// <summary>What an API caller sends to release an integration pack.</summary>
/// <param name="PackId">The pack.</param>
/// <param name="Schedule">IMMEDIATELY or RELEASE_ON_SPECIFIED_DATE.</param>
/// <param name="ReleaseOnDate">The day of a release that is not immediate, <c>yyyy-MM-dd</c>.</param>
/// <param name="Packages">The components with the package versions to release.</param>
public sealed record ReleaseRequest(
    string? PackId, string? Schedule, string? ReleaseOnDate, IReadOnlyList<(string? ComponentId, string? PackageVersion)> Packages);
