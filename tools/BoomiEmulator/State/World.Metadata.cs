namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Renames or moves a component on main. The current version changes in place; no version is added.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="componentId">The component.</param>
    /// <param name="name">The new name; null leaves it.</param>
    /// <param name="folderId">The new folder; empty is the root, null leaves it.</param>
    /// <param name="user">Who.</param>
    public ComponentRevision ChangeMetadata(string accountId, string componentId, string? name, string? folderId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var current = VisibleOrRefuse(state, componentId, state.Main);
            RefuseLocked(state, componentId);
            var changed = current with
            {
                Name = string.IsNullOrWhiteSpace(name) ? current.Name : name,
                FolderId = folderId is null ? current.FolderId : LiveFolder(state, folderId).Id,
                ModifiedBy = user,
                ModifiedDate = Now,
            };
            state.Components[componentId].Revisions[changed.Version - 1] = changed;
            return changed;
        }
    }

    /// <summary>Deletes a component on main: adds a version that is marked deleted. What refers to it stays as it is.</summary>
    public ComponentRevision DeleteComponent(string accountId, string componentId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var current = VisibleOrRefuse(state, componentId, state.Main);
            RefuseLocked(state, componentId);
            return state.Append(current with { Deleted = true, ModifiedBy = user, ModifiedDate = Now });
        }
    }

    /// <summary>Brings back a deleted component as its next version.</summary>
    public ComponentRevision RestoreComponent(string accountId, string componentId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var current = VisibleOrRefuse(state, componentId, state.Main, deletedToo: true);
            if (!current.Deleted)
                throw new PlatformRefusal($"Component {componentId} is not deleted.");

            var folder = state.Folders[current.FolderId];
            return state.Append(current with
            {
                Deleted = false,
                DeletedWith = null,
                FolderId = folder.Deleted ? state.RootFolderId : folder.Id,
                ModifiedBy = user,
                ModifiedDate = Now,
            });
        }
    }

    /// <summary>The revisions of the given components, or of all, on all branches, deleted ones too, oldest first.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="componentIds">Only these; null is all.</param>
    public IReadOnlyList<ComponentView> Components(string accountId, IEnumerable<string>? componentIds = null)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var histories = componentIds is null
                ? state.Components.Values
                : componentIds.Select(id => state.Components.GetValueOrDefault(id)).OfType<ComponentHistory>();
            var hideDeletedBranches = !_settings.Switches.DeletedBranchRevisionsListed;
            var rows = new List<ComponentView>(componentIds is null ? state.Components.Count * 2 : 16);
            foreach (var history in histories)
            {
                var current = history.On(state.MainId);
                foreach (var revision in history.Revisions)
                {
                    var branch = state.Branches[revision.BranchId];
                    if (!hideDeletedBranches || !branch.Deleted)
                    {
                        var folder = state.Folders[revision.FolderId];
                        rows.Add(new ComponentView(revision, ReferenceEquals(revision, current), branch.Name, folder.Name, state.Account.Id));
                    }
                }
            }

            return rows;
        }
    }

    /// <summary>A revision with what its surroundings add to it.</summary>
    public ComponentView View(string accountId, ComponentRevision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        lock (_gate)
        {
            var state = State(accountId);
            return new ComponentView(
                revision,
                revision.BranchId == state.MainId && state.Components[revision.ComponentId].On(state.MainId)?.Version == revision.Version,
                state.Branches[revision.BranchId].Name,
                state.Folders[revision.FolderId].Name,
                state.Account.Id);
        }
    }
}
