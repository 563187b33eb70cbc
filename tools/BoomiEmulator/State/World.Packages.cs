using System.Globalization;

namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Seeds a package of what main holds now.</summary>
    public Package AddPackage(
        string accountId, string componentId, string version, string notes, string? createdBy = null, bool shareable = true, string? branchName = null) =>
        CreatePackage(
            accountId,
            new PackageRequest { ComponentId = componentId, PackageVersion = version, Notes = notes, Shareable = shareable, BranchName = branchName },
            createdBy ?? SeedUser);

    /// <summary>Packages a component with everything it needs, as the branch shows it now.</summary>
    public Package CreatePackage(string accountId, PackageRequest request, string user)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var state = State(accountId);
            if (string.IsNullOrWhiteSpace(request.ComponentId))
                throw new PlatformRefusal("The componentId is required.");

            var branch = BranchByName(state, request.BranchName);
            var root = VisibleOrRefuse(state, request.ComponentId, branch);
            if (!ComponentTypes.IsPackageable(root.Type))
                throw new PlatformRefusal($"Components of the type {root.Type} cannot be packaged.");

            if (request.ComponentVersion is > 0 and var wanted && _settings.Switches.PackageComponentVersionHonoured)
                root = VersionOn(state, branch, root, wanted);

            var versionName = string.IsNullOrWhiteSpace(request.PackageVersion) ? FreeVersion(state, root) : request.PackageVersion;
            if (!_settings.Switches.DuplicatePackageVersionAllowed
                && PackagesOf(state, root.ComponentId).Any(package => !package.Deleted && package.PackageVersion == versionName))
            {
                throw new PlatformRefusal($"The package version {versionName} already exists for component {root.ComponentId}.");
            }

            var package = new Package
            {
                PackageId = NextGuid(),
                PackageVersion = versionName,
                ComponentId = root.ComponentId,
                ComponentVersion = root.Version,
                ComponentType = root.Type,
                CreatedBy = user,
                CreatedDate = Now,
                Notes = request.Notes ?? string.Empty,
                Shareable = request.Shareable,
                BranchId = branch.Id,
                BranchName = branch.Name,
                Moment = state.Moment,
                Items = Closure(state, branch, root),
            };
            state.File(package);
            return package;
        }
    }

    /// <summary>Brings back a deleted package.</summary>
    public Package RestorePackage(string accountId, string packageId, string? componentId, string? packageVersion)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var package = PackageOrRefuse(state, packageId);
            if (!package.Deleted || !package.ComponentId.Equals(componentId, StringComparison.OrdinalIgnoreCase) || package.PackageVersion != packageVersion)
                throw new PlatformRefusal($"Package id {packageId} cannot be restored: it is not deleted, or componentId and packageVersion are not its own.");

            package = package with { Deleted = false };
            state.File(package);
            return package;
        }
    }

    /// <summary>A package, deleted or not.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id.</exception>
    public Package Package(string accountId, string packageId)
    {
        lock (_gate)
            return PackageOrRefuse(State(accountId), packageId);
    }

    /// <summary>The packages of the given components, or all, deleted ones too, oldest first.</summary>
    public IReadOnlyList<Package> Packages(string accountId, IEnumerable<string>? componentIds = null)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return componentIds is null ? [.. state.Packages.Values] : [.. componentIds.SelectMany(id => PackagesOf(state, id))];
        }
    }

    /// <summary>Deletes a package that nothing uses.</summary>
    public void DeletePackage(string accountId, string packageId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var package = PackageOrRefuse(state, packageId);
            if (package.Deleted)
                throw new PlatformRefusal($"Package id {packageId} is already deleted.");

            if (state.Deployments.Values.Any(deployment => deployment.Active && deployment.PackageId == package.PackageId))
                throw new PlatformRefusal($"Package id {packageId} cannot be deleted because it is deployed.");

            Settle(state);
            if (state.Packs.Values.FirstOrDefault(pack => Holds(pack, package.PackageId)) is { } holder)
                throw new PlatformRefusal($"Package id {packageId} cannot be deleted because it is in the integration pack {holder.Name}.");

            state.File(package with { Deleted = true });
        }
    }

    private static bool Holds(PublisherPack pack, string packageId) =>
        pack.Released.Any(released => released.PackageId == packageId) || pack.Entries.Any(entry => entry.PendingPackageId == packageId);

    private static Package PackageOrRefuse(AccountState state, string packageId) =>
        state.Packages.GetValueOrDefault(packageId) ?? throw new PlatformRefusal($"Package id {packageId} is invalid.");

    private static IEnumerable<Package> PackagesOf(AccountState state, string componentId) =>
        state.PackagesOf.GetValueOrDefault(componentId) is { } ids ? ids.Select(id => state.Packages[id]) : [];

    private static string FreeVersion(AccountState state, ComponentRevision root)
    {
        var taken = PackagesOf(state, root.ComponentId).Select(static package => package.PackageVersion).ToHashSet(StringComparer.Ordinal);
        for (var minor = 0; ; minor++)
        {
            var version = string.Create(CultureInfo.InvariantCulture, $"{root.Version}.{minor}");
            if (!taken.Contains(version))
                return version;
        }
    }

    private static ComponentRevision VersionOn(AccountState state, Branch branch, ComponentRevision visible, int wanted)
    {
        var revision = state.Components[visible.ComponentId].Version(wanted);
        var seen = revision is null ? null : state.Visible(state.Components[visible.ComponentId], branch, revision.Moment);
        return seen?.Version == wanted && !seen.Deleted
            ? seen
            : throw new PlatformRefusal($"Version {wanted} of component {visible.ComponentId} is not valid on branch '{branch.Name}'.");
    }

    private List<PackageItem> Closure(AccountState state, Branch branch, ComponentRevision root)
    {
        var followsAll = _settings.Switches.ManifestFollowsIndependent;
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { root.ComponentId };
        var items = new List<PackageItem>();
        var open = new Queue<ComponentRevision>([root]);
        while (open.TryDequeue(out var revision))
        {
            items.Add(new PackageItem(revision.ComponentId, revision.Version));
            foreach (var use in Uses(state, revision))
            {
                if (use.Independent && !followsAll)
                    continue;

                var child = state.Visible(state.Components[use.ComponentId], branch);
                if (child is { Deleted: false } && found.Add(child.ComponentId))
                    open.Enqueue(child);
            }
        }

        return items;
    }
}
