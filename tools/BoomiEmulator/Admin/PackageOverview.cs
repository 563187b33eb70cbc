namespace BoomiEmulator.Admin;

/// <summary>A package.</summary>
/// <param name="PackageId">Its id.</param>
/// <param name="ComponentId">The packaged component.</param>
/// <param name="ComponentName">Its name.</param>
/// <param name="PackageVersion">The version people gave it.</param>
/// <param name="ComponentVersion">The revision it froze.</param>
/// <param name="BranchName">The branch it was made from.</param>
/// <param name="Components">How many components it froze.</param>
internal sealed record PackageOverview(
    string PackageId, string ComponentId, string ComponentName, string PackageVersion, int ComponentVersion, string BranchName, int Components);
