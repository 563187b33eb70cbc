using BoomiEmulator.State;

namespace BoomiEmulator.Admin;

/// <summary>An integration pack.</summary>
/// <param name="PackId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="InstallationType">SINGLE or MULTI.</param>
/// <param name="Components">What the publisher put in.</param>
/// <param name="Released">What subscribers have.</param>
internal sealed record PackOverview(
    string PackId, string Name, string InstallationType, IReadOnlyList<PackEntryView> Components, IReadOnlyList<ReleasedPackage> Released);
