using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Component revisions without their content.</summary>
public sealed class MetadataResource
{
    private const string Type = "ComponentMetadata";

    private readonly PlatformSession _session;

    internal MetadataResource(PlatformSession session) => _session = session;

    /// <summary>Main's latest revision of each of <paramref name="ids"/> that exists; deleted and unknown ones are left out. A query per hundred, in parallel.</summary>
    public async Task<IReadOnlyList<ComponentMetadata>> CurrentAsync(AccountId account, IReadOnlyCollection<ComponentId> ids, CancellationToken cancellationToken = default)
    {
        var rows = await _session.QueryAnyAsync(
            account,
            Type,
            "componentId",
            [.. ids.Select(id => id.Value)],
            any => PlatformFilter.And(any, PlatformFilter.Equal("currentVersion", true), PlatformFilter.Equal("deleted", false)),
            Read,
            cancellationToken);
        return [.. rows.Where(row => row is { CurrentVersion: true, Deleted: false })];
    }

    /// <summary>
    /// The latest revision that was written on <paramref name="branch"/>, for each of <paramref name="ids"/> or for all components. Components that the
    /// branch only inherits are left out; one that was deleted on the branch is there, marked as deleted.
    /// </summary>
    public async Task<IReadOnlyList<ComponentMetadata>> OnBranchAsync(
        AccountId account,
        BranchId branch,
        IReadOnlyCollection<ComponentId>? ids = null,
        CancellationToken cancellationToken = default)
    {
        var onBranch = PlatformFilter.Equal("branchId", branch.Value);
        var rows = ids is null
            ? await _session.QueryAsync(account, Type, onBranch, Read, cancellationToken)
            : await _session.QueryAnyAsync(account, Type, "componentId", [.. ids.Select(id => id.Value)], any => PlatformFilter.And(any, onBranch), Read, cancellationToken);
        return [.. rows
            .Where(row => string.Equals(row.BranchId, branch.Value, StringComparison.Ordinal))
            .GroupBy(row => row.Id)
            .Select(revisions => revisions.MaxBy(row => row.Version)!)];
    }

    /// <summary>Every revision of <paramref name="ids"/>, of all branches, deletions too (flagged). For components with a short history.</summary>
    public Task<IReadOnlyList<ComponentMetadata>> RevisionsAsync(AccountId account, IReadOnlyCollection<ComponentId> ids, CancellationToken cancellationToken = default) =>
        _session.QueryAnyAsync(account, Type, "componentId", [.. ids.Select(id => id.Value)], any => any, Read, cancellationToken);

    /// <summary>Every revision on <paramref name="branch"/> of components called <paramref name="name"/> in <paramref name="folder"/>, without deletions; names are not unique.</summary>
    public async Task<IReadOnlyList<ComponentMetadata>> FindByNameInFolderAsync(
        AccountId account,
        string name,
        FolderId folder,
        BranchId branch,
        CancellationToken cancellationToken = default)
    {
        var filter = PlatformFilter.And(
            PlatformFilter.Equal("name", name),
            PlatformFilter.Equal("folderId", folder.Value),
            PlatformFilter.Equal("branchId", branch.Value),
            PlatformFilter.Equal("deleted", false));
        var rows = await _session.QueryAsync(account, Type, filter, Read, cancellationToken);
        return [.. rows.Where(row => !row.Deleted
            && string.Equals(row.Name, name, StringComparison.Ordinal)
            && string.Equals(row.BranchId, branch.Value, StringComparison.Ordinal))];
    }

    /// <summary>Deletes a component; one that is not there counts as deleted. What depends on it stays.</summary>
    public Task DeleteAsync(AccountId account, ComponentId id, CancellationToken cancellationToken = default) =>
        _session.DeleteAsync(account, Type, id.Value, cancellationToken);

    private static ComponentMetadata Read(JsonFields row) => new(
        new ComponentId(row.Text("componentId")),
        row.Number("version"),
        row.Text("name"),
        row.Text("type"),
        row.Text("subType"),
        new FolderId(row.Text("folderId")),
        row.Text("folderName"),
        row.Text("branchId"),
        row.Text("branchName"),
        row.Text("createdBy"),
        row.Instant("createdDate"),
        row.Text("modifiedBy"),
        row.Instant("modifiedDate"),
        row.Flag("deleted"),
        row.Flag("currentVersion"));
}
