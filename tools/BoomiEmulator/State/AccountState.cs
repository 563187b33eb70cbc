using BoomiEmulator.Extensions;

namespace BoomiEmulator.State;

/// <summary>Everything one account holds. Not safe for concurrent use: the world's lock guards it.</summary>
internal sealed class AccountState(Account account)
{
    private readonly Dictionary<string, HashSet<string>> _mentions = new(StringComparer.Ordinal);
    private readonly List<ComponentRevision> _notIndexed = [];

    public Account Account { get; set; } = account;

    public required string MainId { get; init; }

    public required string RootFolderId { get; init; }

    /// <summary>Counts the revisions written and the branches cut; orders them.</summary>
    public long Moment { get; set; }

    public Dictionary<string, Branch> Branches { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ComponentHistory> Components { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Package> Packages { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, List<string>> PackagesOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Deployment> Deployments { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, MergeRequest> Merges { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, PublisherPack> Packs { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, PackRelease> Releases { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, AccountEnvironment> Environments { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, PackInstance> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, PackAttachment> Attachments { get; } = new(StringComparer.Ordinal);

    public Dictionary<ExtensionKey, StoredExtension> Extensions { get; set; } = [];

    public HashSet<string> Locked { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Branch Main => Branches[MainId];

    /// <summary>What a person working on the branch sees of a component at <paramref name="moment"/>; null when nothing.</summary>
    public ComponentRevision? Visible(ComponentHistory history, Branch branch, long moment = long.MaxValue)
    {
        for (var current = branch; ;)
        {
            if (history.On(current.Id, moment) is { } revision)
                return revision;

            if (current.ParentId is not { } parentId)
                return null;

            moment = Math.Min(moment, current.Point);
            current = Branches[parentId];
        }
    }

    /// <summary>Adds a revision as the component's next version and returns it with its version and moment.</summary>
    public ComponentRevision Append(ComponentRevision revision)
    {
        if (!Components.TryGetValue(revision.ComponentId, out var history))
        {
            history = new ComponentHistory();
            Components.Add(revision.ComponentId, history);
        }

        var added = revision with { Version = history.Revisions.Count + 1, Moment = ++Moment };
        history.Revisions.Add(added);
        _notIndexed.Add(added);
        return added;
    }

    /// <summary>Puts back a revision as it was, version and moment included.</summary>
    public void Restore(ComponentRevision revision)
    {
        if (!Components.TryGetValue(revision.ComponentId, out var history))
        {
            history = new ComponentHistory();
            Components.Add(revision.ComponentId, history);
        }

        history.Revisions.Add(revision);
        _notIndexed.Add(revision);
    }

    /// <summary>The components of which some revision mentions <paramref name="componentId"/>.</summary>
    public IEnumerable<string> MentionedBy(string componentId)
    {
        foreach (var revision in _notIndexed)
        {
            foreach (var mentioned in revision.Content.Mentioned())
            {
                if (!_mentions.TryGetValue(mentioned, out var parents))
                {
                    parents = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                    _mentions.Add(mentioned, parents);
                }

                parents.Add(revision.ComponentId);
            }
        }

        _notIndexed.Clear();
        return _mentions.TryGetValue(componentId.ToLowerInvariant(), out var found) ? found : [];
    }

    /// <summary>Files a package under its id and under its component.</summary>
    public void File(Package package)
    {
        if (!Packages.ContainsKey(package.PackageId))
        {
            if (!PackagesOf.TryGetValue(package.ComponentId, out var ids))
            {
                ids = [];
                PackagesOf.Add(package.ComponentId, ids);
            }

            ids.Add(package.PackageId);
        }

        Packages[package.PackageId] = package;
    }

    /// <summary>The path of a folder, from the root folder's name down.</summary>
    public string FullPath(string folderId)
    {
        var names = new Stack<string>();
        for (string? id = folderId; id is not null && Folders.TryGetValue(id, out var folder); id = folder.ParentId)
            names.Push(folder.Name);

        return string.Join('/', names);
    }
}
