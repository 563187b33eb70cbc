using BoomiEmulator.State;

namespace BoomiEmulator.Admin;

/// <summary>Reads overviews of accounts.</summary>
internal static class OverviewReader
{
    /// <summary>What an account holds now.</summary>
    /// <exception cref="PlatformRefusal">There is no such account.</exception>
    public static AccountOverview Read(World world, string accountId)
    {
        var account = world.FindAccount(accountId) ?? throw new PlatformRefusal($"There is no account {accountId}.");
        var views = world.Components(accountId).GroupBy(static view => view.Revision.ComponentId, StringComparer.OrdinalIgnoreCase).ToList();
        var branches = world.Branches(accountId);
        var names = branches.Where(static branch => !branch.IsMain).ToDictionary(static branch => branch.Id, static branch => branch.Name, StringComparer.Ordinal);
        var packs = world.Packs(accountId);
        return new AccountOverview(
            account.Id,
            account.Name,
            [.. branches.Select(branch => new BranchOverview(
                branch.Id, branch.Name, branch.IsReady(world.Clock), views.Count(component => component.Any(view => view.Revision.BranchId == branch.Id))))],
            [.. views.Select(component => Component(world, component, names)).OrderBy(static one => one.Name, StringComparer.Ordinal)],
            [.. world.Packages(accountId).Where(static package => !package.Deleted).OrderBy(static package => package.CreatedDate).Select(package => Package(package, views))],
            [.. packs.Select(static view => new PackOverview(view.Pack.Id, view.Pack.Name, view.Pack.InstallationType, view.Entries, view.Pack.Released))],
            [.. world.PackReleases(accountId).Select(release => new ReleaseOverview(release.RequestId, release.PackId, release.StatusAt(world.Clock), release.Packages))],
            [.. world.MergeRequests(accountId).Select(merge => new MergeOverview(
                merge.Id,
                world.BranchName(accountId, merge.SourceBranchId) ?? merge.SourceBranchId,
                world.BranchName(accountId, merge.DestinationBranchId) ?? merge.DestinationBranchId,
                merge.StageAt(world.Clock).Stage,
                merge.Details.Count))],
            Environments(world, accountId));
    }

    private static ComponentOverview Component(World world, IEnumerable<ComponentView> views, Dictionary<string, string> branches)
    {
        var all = views.ToList();
        var newest = all[^1];
        var current = all.Find(static view => view.IsCurrent);
        return new ComponentOverview(
            newest.Revision.ComponentId,
            newest.Revision.Name,
            newest.Revision.Type,
            world.Folder(newest.AccountId, newest.Revision.FolderId).FullPath,
            current is null || current.Revision.Deleted ? null : current.Revision.Version,
            all.Where(view => branches.ContainsKey(view.Revision.BranchId))
                .GroupBy(view => branches[view.Revision.BranchId], StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.Max(view => view.Revision.Version), StringComparer.Ordinal));
    }

    private static PackageOverview Package(Package package, List<IGrouping<string, ComponentView>> views) => new(
        package.PackageId,
        package.ComponentId,
        views.Find(component => component.Key.Equals(package.ComponentId, StringComparison.OrdinalIgnoreCase))?.Last().Revision.Name ?? string.Empty,
        package.PackageVersion,
        package.ComponentVersion,
        package.BranchName,
        package.Items.Count);

    private static List<EnvironmentOverview> Environments(World world, string accountId)
    {
        var instances = world.PackInstances(accountId).ToDictionary(static view => view.Instance.Id, StringComparer.Ordinal);
        var attachments = world.PackAttachments(accountId);
        var deployments = world.Deployments(accountId);
        return [.. world.Environments(accountId).Select(environment => new EnvironmentOverview(
            environment.Id,
            environment.Name,
            environment.Classification,
            [.. attachments.Where(one => one.EnvironmentId == environment.Id).Select(one => instances[one.InstanceId].Pack.Name)],
            [.. deployments.Where(one => one.Deployment.Active && one.Deployment.EnvironmentId == environment.Id).Select(static one => one.Package.PackageId)]))];
    }
}
