namespace BoomiEmulator.State;

/// <summary>A component revision that a package froze.</summary>
/// <param name="Id">The component's GUID.</param>
/// <param name="Version">The revision.</param>
public sealed record PackageItem(string Id, int Version);
