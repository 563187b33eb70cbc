using BoomiEmulator.State;

namespace BoomiEmulator.Admin;

/// <summary>A release of an integration pack.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="PackId">The pack.</param>
/// <param name="Status">SCHEDULED, IN_PROGRESS, SUCCESS or ERROR.</param>
/// <param name="Packages">What it holds.</param>
internal sealed record ReleaseOverview(string RequestId, string PackId, string Status, IReadOnlyList<ReleasedPackage> Packages);
