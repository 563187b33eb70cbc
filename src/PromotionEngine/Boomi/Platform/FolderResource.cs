using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Folders.</summary>
public sealed class FolderResource
{
    private const string Type = "Folder";

    private readonly PlatformSession _session;

    internal FolderResource(PlatformSession session) => _session = session;

    /// <summary>The account's root folder. It never changes and is kept in memory.</summary>
    /// <exception cref="PlatformException">Malformed when the platform shows no root folder.</exception>
    public async Task<Folder> RootAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        if (_session.Shared.RootFolders.TryGetValue(account, out var known))
        {
            return known;
        }

        var filter = PlatformFilter.And(PlatformFilter.IsNull("parentId"), PlatformFilter.Equal("deleted", false));
        var rows = await _session.QueryAsync(account, Type, filter, Read, cancellationToken);
        var root = First(rows.Where(folder => folder.ParentId.Length == 0))
            ?? throw new PlatformException(PlatformErrorKind.Malformed, 200, $"Account {account} shows no root folder.", $"{Type} query");
        return _session.Shared.RootFolders.GetOrAdd(account, root);
    }

    /// <summary>
    /// The folder called <paramref name="name"/> directly below <paramref name="parent"/> (null: below the root), or null. Of several of one name
    /// always the same is answered.
    /// </summary>
    public async Task<Folder?> FindAsync(AccountId account, FolderId? parent, string name, CancellationToken cancellationToken = default)
    {
        var above = parent ?? (await RootAsync(account, cancellationToken)).Id;
        var filter = PlatformFilter.And(
            PlatformFilter.Equal("name", name),
            PlatformFilter.Equal("parentId", above.Value),
            PlatformFilter.Equal("deleted", false));
        var rows = await _session.QueryAsync(account, Type, filter, Read, cancellationToken);
        return First(rows.Where(folder => string.Equals(folder.Name, name, StringComparison.Ordinal)
            && string.Equals(folder.ParentId, above.Value, StringComparison.Ordinal)));
    }

    /// <summary>All folders that have one of <paramref name="names"/>, wherever they are: a query for a hundred names.</summary>
    public async Task<IReadOnlyList<Folder>> FindByNamesAsync(AccountId account, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        var rows = await _session.QueryAnyAsync(
            account, Type, "name", [.. names], any => PlatformFilter.And(any, PlatformFilter.Equal("deleted", false)), Read, cancellationToken);
        return [.. rows.Where(folder => names.Contains(folder.Name, StringComparer.Ordinal))];
    }

    /// <summary>
    /// Whether a folder has neither folders nor components in it, on any branch that still exists. Revisions of deleted branches, and older ones of
    /// components that main keeps elsewhere by now, are listed by the platform too and do not count.
    /// </summary>
    public async Task<bool> IsEmptyAsync(AccountId account, FolderId id, CancellationToken cancellationToken = default)
    {
        var folders = PlatformFilter.And(PlatformFilter.Equal("parentId", id.Value), PlatformFilter.Equal("deleted", false));
        if ((await _session.QueryAsync(account, Type, folders, Read, cancellationToken)).Count > 0)
        {
            return false;
        }

        var components = PlatformFilter.And(PlatformFilter.Equal("folderId", id.Value), PlatformFilter.Equal("deleted", false));
        var revisions = await _session.QueryAsync(
            account, "ComponentMetadata", components, row => (Branch: row.Text("branchId"), IsCurrent: row.Flag("currentVersion")), cancellationToken);
        if (revisions.Count == 0)
        {
            return true;
        }

        var branches = await _session.QueryAsync(
            account, "Branch", PlatformFilter.Everything, row => (Id: row.Text("id"), IsMain: row.Text("parentId").Length == 0), cancellationToken);
        return !revisions.Any(revision => revision.IsCurrent || branches.Any(branch => !branch.IsMain && string.Equals(branch.Id, revision.Branch, StringComparison.Ordinal)));
    }

    /// <summary>A folder, or null when there is none of that ID or it is deleted.</summary>
    public async Task<Folder?> GetAsync(AccountId account, FolderId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, id.Value, row => row.Flag("deleted") ? null : Read(row), cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.InvalidId)
        {
            return null;
        }
    }

    /// <summary>
    /// Creates a folder below <paramref name="parent"/> (null: below the root). Names are not unique: look first, and hold a lock while doing so.
    /// After a lost answer the folder is looked up before it is asked for again.
    /// </summary>
    public Task<Folder> CreateAsync(AccountId account, FolderId? parent, string name, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = name };
        if (parent is { } above)
        {
            body["parentId"] = above.Value;
        }

        return _session.CreateLookedUpAsync(
            token => _session.CreateAsync(account, Type, body, Read, token),
            token => FindAsync(account, parent, name, token),
            cancellationToken);
    }

    /// <summary>Deletes a folder <b>with everything in it</b>; one that is not there counts as deleted.</summary>
    public Task DeleteAsync(AccountId account, FolderId id, CancellationToken cancellationToken = default) =>
        _session.DeleteAsync(account, Type, id.Value, cancellationToken);

    private static Folder? First(IEnumerable<Folder> folders) =>
        folders.OrderBy(folder => folder.Id.Value.Length).ThenBy(folder => folder.Id.Value, StringComparer.Ordinal).FirstOrDefault();

    private static Folder Read(JsonFields row) => new(new FolderId(row.Text("id")), row.Text("name"), row.Text("fullPath"), row.Text("parentId"));
}
