using BoomiEmulator.Wire;

namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>Seeds a component as version 1 on main.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="folderPath">Folders below the root, separated by slashes; created where missing; empty for the root.</param>
    /// <param name="type">The component type.</param>
    /// <param name="subType">The connector of connector components, else empty.</param>
    /// <param name="name">The component's name.</param>
    /// <param name="xml">The type-specific element, or a whole Component document of which type-specific parts and description are taken.</param>
    /// <param name="componentId">Its GUID; null generates one.</param>
    /// <param name="createdBy">Who created it; null is the seed user.</param>
    public ComponentRevision AddComponent(
        string accountId, string folderPath, string type, string subType, string name, string xml, string? componentId = null, string? createdBy = null)
    {
        ArgumentNullException.ThrowIfNull(xml);
        var document = ReadAny(type, subType, name, xml) with { Type = type, SubType = subType, Name = name, BranchId = null, ComponentId = componentId };
        lock (_gate)
        {
            var folder = EnsureFolder(accountId, folderPath);
            return Create(State(accountId), document with { FolderId = folder.Id }, createdBy ?? SeedUser);
        }
    }

    /// <summary>Writes a new version of a component, as an update through the API would.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="componentId">The component.</param>
    /// <param name="xml">The type-specific element, or a whole Component document.</param>
    /// <param name="branchId">The branch; null is main.</param>
    /// <param name="modifiedBy">Who; null is the seed user.</param>
    public ComponentRevision UpdateComponent(string accountId, string componentId, string xml, string? branchId = null, string? modifiedBy = null)
    {
        ArgumentNullException.ThrowIfNull(xml);
        lock (_gate)
        {
            var current = Component(accountId, componentId, branchId);
            var document = ReadAny(current.Type, current.SubType, current.Name, xml) with { BranchId = branchId, ComponentId = null };
            return UpdateComponent(accountId, componentId, document, modifiedBy ?? SeedUser);
        }
    }

    /// <summary>Creates a component from what an API caller sent.</summary>
    public ComponentRevision CreateComponent(string accountId, ComponentDocument document, string user)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.ComponentId is not null)
            throw new PlatformRefusal("The componentId must be blank when a component is created.");

        lock (_gate)
            return Create(State(accountId), document, user);
    }

    /// <summary>Writes the next version of a component from what an API caller sent.</summary>
    public ComponentRevision UpdateComponent(string accountId, string componentId, ComponentDocument document, string user)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.ComponentId is not null && !document.ComponentId.Equals(componentId, StringComparison.OrdinalIgnoreCase))
            throw new PlatformRefusal($"The componentId {document.ComponentId} in the body is not the one in the address, {componentId}.");

        lock (_gate)
        {
            var state = State(accountId);
            var branch = WritableBranch(state, document.BranchId);
            var previous = VisibleOrRefuse(state, componentId, branch);
            RefuseLocked(state, componentId);
            if (document.Type is not null && document.Type != previous.Type)
                throw new PlatformRefusal($"The type of component {componentId} is {previous.Type}, it cannot become {document.Type}.");

            var switches = _settings.Switches;
            var next = previous with
            {
                BranchId = branch.Id,
                Name = document.Name ?? previous.Name,
                SubType = document.SubType ?? previous.SubType,
                FolderId = document.FolderId is null ? previous.FolderId : LiveFolder(state, document.FolderId).Id,
                Deleted = false,
                DeletedWith = null,
                MergedFromVersion = null,
                ModifiedBy = user,
                ModifiedDate = Now,
                Content = SecretMask.Apply(document, previous.Content.Secrets, switches.ResentHashIsNewSecret),
            };
            if (switches.UnchangedUpdateRefused && next.Name == previous.Name && next.FolderId == previous.FolderId
                && next.SubType == previous.SubType && next.Content.SameAs(previous.Content))
            {
                throw new PlatformRefusal($"The component {componentId} was not updated because nothing in it has changed.");
            }

            return state.Append(next);
        }
    }

    /// <summary>What a plain read or a read with <c>~version</c> or <c>~branchId</c> answers.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="componentId">The component.</param>
    /// <param name="suffix">A version number, a branch id, or null for main.</param>
    /// <exception cref="PlatformRefusal">There is no such component, version or branch, or it is not visible there.</exception>
    public ComponentRevision Component(string accountId, string componentId, string? suffix = null)
    {
        lock (_gate)
        {
            var state = State(accountId);
            if (suffix is not null && int.TryParse(suffix, out var version))
                return state.Components.GetValueOrDefault(componentId)?.Version(version) ?? throw InvalidComponent(componentId);

            var branch = suffix is null ? state.Main : state.Branches.GetValueOrDefault(suffix);
            if (branch is null || branch.Deleted)
                throw InvalidComponent($"{componentId}~{suffix}");

            return VisibleOrRefuse(state, componentId, branch, _settings.Switches.DeletedComponentReadable);
        }
    }

    /// <summary>Locks a component, as a person who edits it with component locking does; API writes to it are then refused.</summary>
    public void LockComponent(string accountId, string componentId)
    {
        lock (_gate)
            State(accountId).Locked.Add(componentId);
    }

    /// <summary>Releases a lock.</summary>
    public void UnlockComponent(string accountId, string componentId)
    {
        lock (_gate)
            State(accountId).Locked.Remove(componentId);
    }

    private static ComponentDocument ReadAny(string type, string subType, string name, string xml)
    {
        using var reader = Xml.Fragment(xml);
        reader.MoveToContent();
        return reader.LocalName == "Component" ? ComponentReader.Read(xml) : ComponentReader.OfFragment(type, subType, name, xml);
    }

    private ComponentRevision Create(AccountState state, ComponentDocument document, string user)
    {
        if (string.IsNullOrWhiteSpace(document.Name))
            throw new PlatformRefusal("The component has no name.");

        if (document.Type is null)
            throw new PlatformRefusal("The component has no type.");

        if (!ComponentTypes.IsKnown(document.Type))
            throw new PlatformRefusal($"The component type {document.Type} is not valid.");

        var id = document.ComponentId ?? NextGuid();
        if (state.Components.ContainsKey(id))
            throw new PlatformRefusal($"A component with the id {id} exists.");

        return state.Append(new ComponentRevision
        {
            ComponentId = id,
            BranchId = WritableBranch(state, document.BranchId).Id,
            Name = document.Name,
            Type = document.Type,
            SubType = document.SubType ?? string.Empty,
            FolderId = LiveFolder(state, document.FolderId).Id,
            CreatedBy = user,
            CreatedDate = Now,
            ModifiedBy = user,
            ModifiedDate = Now,
            CopiedFromComponentId = document.CopiedFromComponentId,
            CopiedFromComponentVersion = document.CopiedFromComponentVersion,
            Content = SecretMask.Apply(document, [], _settings.Switches.ResentHashIsNewSecret),
        });
    }

    private static ComponentRevision VisibleOrRefuse(AccountState state, string componentId, Branch branch, bool deletedToo = false)
    {
        var revision = state.Components.GetValueOrDefault(componentId) is { } history ? state.Visible(history, branch) : null;
        return revision is null || (revision.Deleted && !deletedToo) ? throw InvalidComponent(componentId) : revision;
    }

    private static void RefuseLocked(AccountState state, string componentId)
    {
        if (state.Locked.Contains(componentId))
        {
            throw new PlatformRefusal(
                $"Component {componentId} is currently locked by another user. To complete this action, the component must be unlocked.");
        }
    }

    private static PlatformRefusal InvalidComponent(string id) => new($"ComponentId {id} is invalid. Provide a valid componentId.");
}
