namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>The folder at a path below the account's root folder, created level by level where missing.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="path">Names separated by slashes; empty is the root.</param>
    public Folder EnsureFolder(string accountId, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        lock (_gate)
        {
            var state = State(accountId);
            var folder = state.Folders[state.RootFolderId];
            foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parent = folder;
                folder = state.Folders.Values.FirstOrDefault(child => !child.Deleted && child.ParentId == parent.Id && child.Name == name)
                    ?? NewFolder(state, name, parent.Id);
            }

            return folder;
        }
    }

    /// <summary>All folders of an account, deleted ones too.</summary>
    public IReadOnlyList<FolderView> Folders(string accountId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return [.. state.Folders.Values.Select(folder => View(state, folder))];
        }
    }

    /// <summary>One folder, deleted or not.</summary>
    /// <exception cref="PlatformRefusal">There is no such folder.</exception>
    public FolderView Folder(string accountId, string folderId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            return View(state, state.Folders.GetValueOrDefault(folderId) ?? throw InvalidFolder(folderId));
        }
    }

    /// <summary>Creates a folder.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parentId">Where; null or blank is the root.</param>
    public FolderView CreateFolder(string accountId, string? name, string? parentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            CheckFolderName(name);
            var parent = LiveFolder(state, parentId);
            RefuseDuplicate(state, name!, parent.Id, exceptId: null);
            return View(state, NewFolder(state, name!, parent.Id));
        }
    }

    /// <summary>Renames or moves a folder.</summary>
    public FolderView ChangeFolder(string accountId, string folderId, string? name, string? parentId)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var folder = LiveFolder(state, folderId);
            if (folder.ParentId is null)
                throw new PlatformRefusal("The root folder cannot be changed.");

            CheckFolderName(name ?? folder.Name);
            var parent = string.IsNullOrWhiteSpace(parentId) ? state.Folders[folder.ParentId] : LiveFolder(state, parentId);
            for (Folder? above = parent; above is not null; above = above.ParentId is null ? null : state.Folders[above.ParentId])
            {
                if (above.Id == folder.Id)
                    throw new PlatformRefusal("A folder cannot be moved into itself.");
            }

            var changed = folder with { Name = name ?? folder.Name, ParentId = parent.Id };
            RefuseDuplicate(state, changed.Name, parent.Id, folder.Id);
            state.Folders[folder.Id] = changed;
            return View(state, changed);
        }
    }

    /// <summary>Deletes a folder with the folders and components below it.</summary>
    public void DeleteFolder(string accountId, string folderId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var top = LiveFolder(state, folderId);
            if (top.ParentId is null)
                throw new PlatformRefusal("The root folder cannot be deleted.");

            var going = Below(state, top.Id, static folder => !folder.Deleted);
            var components = CurrentIn(state, going).Where(static revision => !revision.Deleted).ToList();
            var deployed = state.Deployments.Values.Where(static deployment => deployment.Active)
                .Select(deployment => state.Packages[deployment.PackageId].ComponentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (components.Any(revision => deployed.Contains(revision.ComponentId)))
                throw new PlatformRefusal($"The folder {top.Name} cannot be deleted because it contains deployed components.");

            foreach (var revision in components)
                state.Append(revision with { Deleted = true, DeletedWith = top.Id, ModifiedBy = user, ModifiedDate = Now });

            foreach (var id in going)
                state.Folders[id] = state.Folders[id] with { Deleted = true, DeletedWith = top.Id };
        }
    }

    /// <summary>Brings back a deleted folder with what its deletion took away.</summary>
    public FolderView RestoreFolder(string accountId, string folderId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var top = state.Folders.GetValueOrDefault(folderId) ?? throw InvalidFolder(folderId);
            if (!top.Deleted)
                throw new PlatformRefusal($"Folder {folderId} is not deleted.");

            if (state.Folders[top.ParentId!].Deleted)
                top = top with { ParentId = state.RootFolderId };

            var back = Below(state, top.Id, folder => folder.Deleted && folder.DeletedWith == top.DeletedWith);
            foreach (var revision in CurrentIn(state, back).Where(revision => revision.Deleted && revision.DeletedWith == top.DeletedWith).ToList())
                state.Append(revision with { Deleted = false, DeletedWith = null, ModifiedBy = user, ModifiedDate = Now });

            foreach (var id in back)
                state.Folders[id] = state.Folders[id] with { Deleted = false, DeletedWith = null };

            state.Folders[top.Id] = top with { Deleted = false, DeletedWith = null };
            return View(state, state.Folders[top.Id]);
        }
    }

    private static FolderView View(AccountState state, Folder folder) =>
        new(folder, state.FullPath(folder.Id), folder.ParentId is null ? null : state.Folders[folder.ParentId].Name, state.Account.Id);

    private static Folder LiveFolder(AccountState state, string? folderId)
    {
        if (string.IsNullOrWhiteSpace(folderId))
            return state.Folders[state.RootFolderId];

        var folder = state.Folders.GetValueOrDefault(folderId);
        return folder is null || folder.Deleted ? throw InvalidFolder(folderId) : folder;
    }

    private static HashSet<string> Below(AccountState state, string topId, Func<Folder, bool> takes)
    {
        var children = state.Folders.Values.Where(static folder => folder.ParentId is not null).ToLookup(static folder => folder.ParentId!);
        var found = new HashSet<string>(StringComparer.Ordinal) { topId };
        var open = new Queue<string>([topId]);
        while (open.TryDequeue(out var id))
        {
            foreach (var child in children[id].Where(takes))
            {
                if (found.Add(child.Id))
                    open.Enqueue(child.Id);
            }
        }

        return found;
    }

    /// <summary>What lies in the folders: of each component the current revision, or the newest one of those that were never on main.</summary>
    private static IEnumerable<ComponentRevision> CurrentIn(AccountState state, HashSet<string> folders) =>
        state.Components.Values
            .Select(history => history.On(state.MainId) ?? history.Newest)
            .Where(revision => folders.Contains(revision.FolderId));

    private static void CheckFolderName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Contains('/'))
            throw new PlatformRefusal("The folder name is not valid.");
    }

    private void RefuseDuplicate(AccountState state, string name, string parentId, string? exceptId)
    {
        if (!_settings.Switches.DuplicateFolderNamesAllowed
            && state.Folders.Values.Any(folder => !folder.Deleted && folder.ParentId == parentId && folder.Name == name && folder.Id != exceptId))
        {
            throw new PlatformRefusal($"A folder with the name {name} already exists.");
        }
    }

    private Folder NewFolder(AccountState state, string name, string parentId)
    {
        var folder = new Folder(NextId("F"), name, parentId);
        state.Folders.Add(folder.Id, folder);
        return folder;
    }

    private static PlatformRefusal InvalidFolder(string id) => new($"Folder id {id} is invalid.");
}
