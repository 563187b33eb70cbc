namespace BoomiEmulator.Admin;

/// <summary>What an account holds, for people and tests that look whether everything is as it should be.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Branches">Its live branches.</param>
/// <param name="Components">Its components, by name.</param>
/// <param name="Packages">Its packages that are not deleted, oldest first.</param>
/// <param name="Packs">The integration packs it publishes.</param>
/// <param name="Releases">Their releases, oldest first.</param>
/// <param name="Merges">Its merge requests.</param>
/// <param name="Environments">Its environments with what runs there.</param>
internal sealed record AccountOverview(
    string AccountId,
    string Name,
    IReadOnlyList<BranchOverview> Branches,
    IReadOnlyList<ComponentOverview> Components,
    IReadOnlyList<PackageOverview> Packages,
    IReadOnlyList<PackOverview> Packs,
    IReadOnlyList<ReleaseOverview> Releases,
    IReadOnlyList<MergeOverview> Merges,
    IReadOnlyList<EnvironmentOverview> Environments);
