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
public sealed class ProductionFolders(NamedLocks locks, WriteJournal journal, RunOptions options, PlatformOptions platformOptions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // No longer than a takeover waits: a lock that a dead engine left is free when its run goes on.
    private TimeSpan LockTime => options.Lease + platformOptions.CallTimeout;

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
        for (var level = 1; level <= paths.Max(path => path.Segments.Count); level++)
        {
            // Folders of one level do not wait for each other, only for their parents.
            var wanted = paths.Where(path => path.Segments.Count >= level).Select(path => path.Take(level)).Distinct();
            var folders = await Task.WhenAll(wanted.Select(path => FolderAsync(path)));
            foreach (var (path, folder) in folders)
            {
                found[path] = folder;
            }
        }

        return found;

        async Task<(FolderPath Path, FolderId Folder)> FolderAsync(FolderPath path)
        {
            var parent = path.Segments.Count == 1 ? root.Id : found[path.Take(path.Segments.Count - 1)];
            if (!known.TryGetValue((parent.Value, path.Segments[^1]), out var folder))
            {
                folder = await CreateAsync(run, parent, path, cancellationToken);
            }

            await FinishBegunAsync(run, path, folder, cancellationToken);
            return (path, folder);
        }
    }

    /// <summary>Removes the folders that the run created and that are still empty, deepest first.</summary>
    internal async Task RemoveEmptyAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        foreach (var note in run.History.Folders.Where(note => note.FolderId.Length == 0))
        {
            await FindCreatedAsync(run, note, cancellationToken);
        }

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

        await journal.IntendFolderAsync(run, new FolderNote(path.Text, parent.Value, string.Empty), cancellationToken);
        var created = await run.Platform.Folders.CreateAsync(run.Primary, parent, path.Segments[^1], cancellationToken);
        run.CreatedFolders.Enqueue((path, created.Id));
        await journal.FinishFolderAsync(run, new FolderNote(path.Text, parent.Value, created.Id.Value), cancellationToken);
        return created.Id;
    }

    // A folder whose creation was noted and not seen through is ours: nobody else creates one on that path while we hold its lock.
    private async Task FinishBegunAsync(PromotionRun run, FolderPath path, FolderId folder, CancellationToken cancellationToken)
    {
        if (run.History.Folders.FirstOrDefault(note => note.FolderId.Length == 0 && string.Equals(note.Path, path.Text, StringComparison.Ordinal)) is { } begun
            && !run.CreatedFolders.Any(created => created.Path == path))
        {
            run.CreatedFolders.Enqueue((path, folder));
            await journal.FinishFolderAsync(run, begun with { FolderId = folder.Value }, cancellationToken);
        }
    }

    private static async Task FindCreatedAsync(PromotionRun run, FolderNote note, CancellationToken cancellationToken)
    {
        var path = FolderPath.Parse(note.Path);
        if (!run.CreatedFolders.Any(created => created.Path == path)
            && await run.Platform.Folders.FindAsync(run.Primary, new FolderId(note.ParentId), path.Segments[^1], cancellationToken) is { } found)
        {
            run.CreatedFolders.Enqueue((path, found.Id));
        }
    }

    // Renewed: a busy platform may take longer for one folder than the lock lasts.
    private async Task<KeptLock> LockAsync(PromotionRun run, FolderPath path, CancellationToken cancellationToken) =>
        await locks.TakeKeptAsync($"folder:{run.Primary}:{path}", run.Promotion.Id.Value, LockTime, Patience, cancellationToken)
        ?? throw new PromotionFailure(ErrorCodes.PromotionFailed, $"Folder {path} of account {run.Primary} is being changed by another promotion for more than {Patience.TotalSeconds:0} seconds. Try again.");
}
