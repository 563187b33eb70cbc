using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.State;

namespace PromotionEngine.Promotions.Running;

/// <summary>
/// Folders of the production account. Their names are not unique on the platform, so a missing level is created under a lock on its path, after looking
/// once more. Folders that are there are found with one query for all names.
/// </summary>
public sealed class ProductionFolders(NamedLocks locks)
{
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(60);

    /// <summary>The folder of each of <paramref name="paths"/>, created level by level where missing.</summary>
    internal async Task<IReadOnlyDictionary<FolderPath, FolderId>> EnsureAsync(PromotionRun run, IReadOnlyList<FolderPath> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return new Dictionary<FolderPath, FolderId>();
        }

        var names = paths.SelectMany(path => path.Segments).Distinct(StringComparer.Ordinal).ToList();
        var root = await run.Platform.Folders.RootAsync(run.Primary, cancellationToken);
        var existing = await run.Platform.Folders.FindByNamesAsync(run.Primary, names, cancellationToken);
        var known = existing
            .OrderBy(folder => folder.Id.Value, StringComparer.Ordinal)
            .DistinctBy(folder => (folder.ParentId, folder.Name))
            .ToDictionary(folder => (folder.ParentId, folder.Name), folder => folder.Id);
        var found = new Dictionary<FolderPath, FolderId>();
        foreach (var path in paths.OrderBy(path => path.Segments.Count).ThenBy(path => path.Text, StringComparer.Ordinal))
        {
            var parent = root.Id;
            for (var level = 1; level <= path.Segments.Count; level++)
            {
                var name = path.Segments[level - 1];
                if (!known.TryGetValue((parent.Value, name), out var folder))
                {
                    folder = await CreateAsync(run, parent, path.Take(level), cancellationToken);
                    known[(parent.Value, name)] = folder;
                }

                parent = folder;
            }

            found[path] = parent;
        }

        return found;
    }

    /// <summary>Removes the folders that the run created and that are still empty, deepest first.</summary>
    internal async Task RemoveEmptyAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        foreach (var (path, folder) in run.CreatedFolders.Reverse())
        {
            await using var held = await LockAsync(run, path, cancellationToken);
            if (await run.Platform.Folders.IsEmptyAsync(run.Primary, folder, cancellationToken))
            {
                await run.Platform.Folders.DeleteAsync(run.Primary, folder, cancellationToken);
            }
        }
    }

    private async Task<FolderId> CreateAsync(PromotionRun run, FolderId parent, FolderPath path, CancellationToken cancellationToken)
    {
        await using var held = await LockAsync(run, path, cancellationToken);
        if (await run.Platform.Folders.FindAsync(run.Primary, parent, path.Segments[^1], cancellationToken) is { } present)
        {
            return present.Id;
        }

        var created = await run.Platform.Folders.CreateAsync(run.Primary, parent, path.Segments[^1], cancellationToken);
        run.CreatedFolders.Enqueue((path, created.Id));
        return created.Id;
    }

    private async Task<HeldLock> LockAsync(PromotionRun run, FolderPath path, CancellationToken cancellationToken) =>
        await locks.TakeAsync($"folder:{run.Primary}:{path}", run.Promotion.Id.Value, LockTime, LockTime, cancellationToken)
        ?? throw new PromotionFailure(ErrorCodes.PromotionFailed, $"Folder {path} of account {run.Primary} is being changed by another promotion for more than {LockTime.TotalSeconds:0} seconds. Try again.");
}
