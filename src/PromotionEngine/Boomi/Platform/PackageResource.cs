using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Packages;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Packaged components and their manifests.</summary>
public sealed class PackageResource
{
    private const string Type = "PackagedComponent";

    private readonly PlatformSession _session;

    internal PackageResource(PlatformSession session) => _session = session;

    /// <summary>All packages of an account that are not deleted.</summary>
    public async Task<IReadOnlyList<PackagedComponent>> ListAsync(AccountId account, CancellationToken cancellationToken = default) =>
        NotDeleted(await _session.QueryAsync(account, Type, PlatformFilter.Equal("deleted", false), Read, cancellationToken));

    /// <summary>The packages of one component that are not deleted.</summary>
    public async Task<IReadOnlyList<PackagedComponent>> ListOfComponentAsync(AccountId account, ComponentId component, CancellationToken cancellationToken = default)
    {
        var filter = PlatformFilter.And(PlatformFilter.Equal("componentId", component.Value), PlatformFilter.Equal("deleted", false));
        return NotDeleted(await _session.QueryAsync(account, Type, filter, Read, cancellationToken));
    }

    /// <summary>A package.</summary>
    /// <exception cref="PlatformException">InvalidId when there is no such package.</exception>
    public Task<PackagedComponent> GetAsync(AccountId account, PackageId id, CancellationToken cancellationToken = default) =>
        _session.GetAsync(account, Type, id.Value, Read, cancellationToken);

    /// <summary>A package, or null when there is none of that ID.</summary>
    public async Task<PackagedComponent?> FindAsync(AccountId account, PackageId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(account, id, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.InvalidId)
        {
            return null;
        }
    }

    /// <summary>Every component and exact version that a package froze, the root included.</summary>
    /// <exception cref="PlatformException">InvalidId when there is no such package.</exception>
    public Task<IReadOnlyList<ComponentVersion>> ManifestAsync(AccountId account, PackageId id, CancellationToken cancellationToken = default) =>
        _session.GetAsync<IReadOnlyList<ComponentVersion>>(
            account,
            "PackagedComponentManifest",
            id.Value,
            manifest => [.. manifest.List("componentInfo")
                .Select(entry => entry.Unwrap("ComponentInfo"))
                .Select(entry => new ComponentVersion(new ComponentId(entry.Text("id")), entry.Number("version")))
                .Where(entry => entry.Id.Value.Length > 0)
                .Distinct()],
            cancellationToken);

    /// <summary>A package and what it froze, read side by side; null when there is none of that ID.</summary>
    public async Task<FrozenPackage?> FindWithManifestAsync(AccountId account, PackageId id, CancellationToken cancellationToken = default)
    {
        var manifest = ManifestAsync(account, id, cancellationToken);
        try
        {
            return await FindAsync(account, id, cancellationToken) is { } package ? new FrozenPackage(package, await manifest) : null;
        }
        finally
        {
            // Of a package that is not there no manifest is expected.
            await ((Task)manifest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Makes a package of the latest revision on the branch. After a lost answer the package is looked up by component and version before it is asked for again.
    /// </summary>
    public Task<PackagedComponent> CreateAsync(AccountId account, NewPackage package, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["componentId"] = package.ComponentId.Value,
            ["packageVersion"] = package.PackageVersion,
            ["notes"] = package.Notes,
            ["shareable"] = package.Shareable,
        };
        if (package.BranchName.Length > 0)
        {
            body["branchName"] = package.BranchName;
        }

        return _session.CreateLookedUpAsync(
            token => _session.CreateAsync(account, Type, body, Read, token),
            async token => (await ListOfComponentAsync(account, package.ComponentId, token))
                .FirstOrDefault(found => string.Equals(found.PackageVersion, package.PackageVersion, StringComparison.Ordinal)),
            cancellationToken);
    }

    /// <summary>Deletes a package; one that is not there counts as deleted.</summary>
    public Task DeleteAsync(AccountId account, PackageId id, CancellationToken cancellationToken = default) =>
        _session.DeleteAsync(account, Type, id.Value, cancellationToken);

    private static IReadOnlyList<PackagedComponent> NotDeleted(IReadOnlyList<PackagedComponent> packages) => [.. packages.Where(package => !package.Deleted)];

    private static PackagedComponent Read(JsonFields row) => new(
        new PackageId(row.Text("packageId")),
        row.Text("packageVersion"),
        new ComponentId(row.Text("componentId")),
        row.Number("componentVersion"),
        row.Text("componentType"),
        row.Text("createdBy"),
        row.Instant("createdDate"),
        row.Text("notes"),
        row.Flag("shareable"),
        row.Flag("deleted"),
        row.Text("branchName"));
}
