using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Packages;

namespace PromotionEngine.Dependencies;

/// <summary>
/// Finds everything that a component needs. What a package froze is promoted, so its manifest fixes components and versions; documents are read in
/// bulk and scanned for each other's IDs, and only what points outside the manifest is asked for with reference queries.
/// </summary>
public sealed class DependencyResolver(DependencyOptions options)
{
    /// <summary>The tree of <paramref name="root"/> as <paramref name="packageId"/> froze it, or as its newest package did.</summary>
    /// <exception cref="PromotionFailure">COMPONENT_NOT_FOUND for the root, INVALID_REQUEST for a package that is not the root's.</exception>
    public async Task<DependencyTree> ResolveAsync(
        BoomiPlatform platform, AccountId account, ComponentId root, PackageId? packageId, CancellationToken cancellationToken)
    {
        var package = packageId is { } id
            ? await NamedPackageAsync(platform, account, root, id, cancellationToken)
            : await NewestFrozenAsync(platform, account, root, cancellationToken);
        if (package is not null)
        {
            return await ResolveAsync(platform, account, package, cancellationToken);
        }

        var walk = new DependencyWalk(platform, account, options.MaxComponents);
        await walk.ReadAsync([await CurrentVersionAsync(platform, account, root, cancellationToken)], askReferences: true, cancellationToken);
        return walk.ToTree(root, package: null);
    }

    /// <summary>The tree of the component that <paramref name="frozen"/> was made of, as it froze it.</summary>
    public async Task<DependencyTree> ResolveAsync(BoomiPlatform platform, AccountId account, FrozenPackage frozen, CancellationToken cancellationToken)
    {
        var root = frozen.Package.ComponentId;
        var start = frozen.Manifest;
        if (start.All(entry => entry.Id != root))
        {
            start = [new ComponentVersion(root, frozen.Package.ComponentVersion), .. start];
        }

        var walk = new DependencyWalk(platform, account, options.MaxComponents);
        await walk.ReadAsync(start, askReferences: false, cancellationToken);
        return walk.ToTree(root, frozen.Package);
    }

    /// <summary>The newest package of <paramref name="root"/>, or null when it was never packaged.</summary>
    public static async Task<PackagedComponent?> NewestPackageAsync(
        BoomiPlatform platform, AccountId account, ComponentId root, CancellationToken cancellationToken)
    {
        var packages = await platform.Packages.ListOfComponentAsync(account, root, cancellationToken);
        return packages.OrderByDescending(package => package.CreatedDate).ThenByDescending(package => package.Id.Value, StringComparer.Ordinal).FirstOrDefault();
    }

    private static async Task<FrozenPackage?> NewestFrozenAsync(BoomiPlatform platform, AccountId account, ComponentId root, CancellationToken cancellationToken) =>
        await NewestPackageAsync(platform, account, root, cancellationToken) is { } package
            ? new FrozenPackage(package, await platform.Packages.ManifestAsync(account, package.Id, cancellationToken))
            : null;

    private static async Task<FrozenPackage> NamedPackageAsync(
        BoomiPlatform platform, AccountId account, ComponentId root, PackageId id, CancellationToken cancellationToken)
    {
        var package = await platform.Packages.FindWithManifestAsync(account, id, cancellationToken);
        if (package is null || package.Package.ComponentId != root)
        {
            var reason = package is null ? $"does not exist in account {account}" : $"is a package of component {package.Package.ComponentId}, not of {root}";
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"devPackageId {id} {reason}. Choose a package that listDevPackages lists for {root}, or leave it out.");
        }

        return package;
    }

    private static async Task<ComponentVersion> CurrentVersionAsync(
        BoomiPlatform platform, AccountId account, ComponentId root, CancellationToken cancellationToken)
    {
        var metadata = await platform.Metadata.CurrentAsync(account, [root], cancellationToken);
        return metadata is [var current, ..]
            ? new ComponentVersion(root, current.Version)
            : throw new PromotionFailure(ErrorCodes.ComponentNotFound, $"Component {root} does not exist in account {account}, or is deleted. Check the ID and the account.");
    }
}
