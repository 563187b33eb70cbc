namespace BoomiEmulator.Seeding;

/// <summary>An integration pack that the primary account publishes.</summary>
/// <param name="PackId">The pack's id.</param>
/// <param name="Name">Its name; that of a test pack ends with <c>- TEST</c>.</param>
/// <param name="InstallationType">SINGLE or MULTI.</param>
/// <param name="Description">What it is for.</param>
/// <param name="PackageIds">The packages that are released in it; none in a pack that waits for its first promotion.</param>
public sealed record SeedPack(string PackId, string Name, string InstallationType, string Description, IReadOnlyList<string> PackageIds)
{
    /// <summary>Whether it is a test pack.</summary>
    public bool IsTest => Name.EndsWith("- TEST", StringComparison.Ordinal);
}
