using System.Text.Json.Nodes;
using PromotionEngine.Accounts;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Branches.</summary>
public sealed class BranchResource
{
    private const string Type = "Branch";
    private const string Main = "main";

    private readonly PlatformSession _session;

    internal BranchResource(PlatformSession session) => _session = session;

    /// <summary>All branches of an account, main included, deleted ones not.</summary>
    public async Task<IReadOnlyList<Branch>> ListAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        var branches = await _session.QueryAsync(account, Type, PlatformFilter.Everything, Read, cancellationToken);
        if (branches.FirstOrDefault(branch => string.Equals(branch.Name, Main, StringComparison.Ordinal)) is { } main)
        {
            _session.Shared.MainBranches.TryAdd(account, main);
        }

        return branches;
    }

    /// <summary>The account's main branch. Its ID never changes and is kept in memory.</summary>
    /// <exception cref="PlatformException">Malformed when the platform shows no main branch.</exception>
    public async Task<Branch> MainAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        if (_session.Shared.MainBranches.TryGetValue(account, out var known))
        {
            return known;
        }

        var main = await FindByNameAsync(account, Main, cancellationToken)
            ?? throw new PlatformException(PlatformErrorKind.Malformed, 200, $"Account {account} shows no branch called main.", $"{Type} query");
        return _session.Shared.MainBranches.GetOrAdd(account, main);
    }

    /// <summary>The branch called <paramref name="name"/>, or null.</summary>
    public async Task<Branch?> FindByNameAsync(AccountId account, string name, CancellationToken cancellationToken = default)
    {
        var rows = await _session.QueryAsync(account, Type, PlatformFilter.Equal("name", name), Read, cancellationToken);
        return rows.FirstOrDefault(branch => string.Equals(branch.Name, name, StringComparison.Ordinal));
    }

    /// <summary>A branch, or null when it was deleted or never existed.</summary>
    public async Task<Branch?> GetAsync(AccountId account, BranchId id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _session.GetAsync(account, Type, id.Value, Read, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.BranchDeleted or PlatformErrorKind.InvalidId)
        {
            return null;
        }
    }

    /// <summary>
    /// Creates a branch from <paramref name="parent"/>. It is usually not ready yet when this returns. After a lost answer the branch is looked
    /// up by its name before it is asked for again, so <paramref name="name"/> must be one that nobody else gives.
    /// </summary>
    public Task<Branch> CreateAsync(AccountId account, BranchId parent, string name, CancellationToken cancellationToken = default) =>
        _session.CreateLookedUpAsync(
            token => _session.CreateAsync(account, Type, new JsonObject { ["parentId"] = parent.Value, ["name"] = name }, Read, token),
            token => FindByNameAsync(account, name, token),
            cancellationToken);

    /// <summary>Deletes a branch; one that is already deleted counts as deleted.</summary>
    public Task DeleteAsync(AccountId account, BranchId id, CancellationToken cancellationToken = default) =>
        _session.DeleteAsync(account, Type, id.Value, cancellationToken);

    private static Branch Read(JsonFields row) => new(
        new BranchId(row.Text("id").Length > 0 ? row.Text("id") : row.Text("branchId")),
        row.Text("name"),
        row.Text("parentId"),
        row.Flag("ready"),
        row.Text("stage"),
        row.Text("createdBy"),
        row.Instant("createdDate"));
}
