using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Dependencies;

/// <summary>One walk over the components of an account, a level at a time.</summary>
internal sealed class DependencyWalk(BoomiPlatform platform, AccountId account, int maxComponents)
{
    private const string Dependent = "DEPENDENT";
    private const string Independent = "INDEPENDENT";

    private readonly Dictionary<ComponentId, DependencyNode> _nodes = [];
    private readonly Dictionary<ComponentId, IReadOnlyList<string>> _guids = [];
    private readonly Dictionary<(ComponentId Parent, ComponentId Child), string> _referenceTypes = [];
    private readonly HashSet<ComponentId> _notComponents = [];
    private bool _isPartial;

    /// <summary>Reads <paramref name="start"/> and, level by level, whatever it refers to outside of itself.</summary>
    /// <param name="start">Components and the versions to read.</param>
    /// <param name="askReferences">Ask the platform for the references of every component, where no manifest lists them.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task ReadAsync(IReadOnlyList<ComponentVersion> start, bool askReferences, CancellationToken cancellationToken)
    {
        var level = start;
        while (level.Count > 0)
        {
            var added = await ReadLevelAsync(level, cancellationToken);
            var parents = askReferences ? added : await WithOutsideReferencesAsync(added, cancellationToken);
            level = await ChildrenAsync(parents, cancellationToken);
        }
    }

    /// <summary>The tree of what was read.</summary>
    public DependencyTree ToTree(ComponentId root, PackagedComponent? package)
    {
        var known = _nodes.Keys.Select(id => id.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var byText = _nodes.Keys.ToDictionary(id => id.Value, id => id, StringComparer.OrdinalIgnoreCase);
        var references = _nodes.Values.ToDictionary(
            node => node.Id,
            node => (IReadOnlyList<ComponentId>)[.. _guids.GetValueOrDefault(node.Id, []).Where(known.Contains).Select(text => byText[text])]);
        var depths = new ReferenceGraph(references).DepthsFrom(root);
        var parentOf = references.SelectMany(pair => pair.Value.Where(child => child != pair.Key).Select(child => (child, parent: pair.Key)))
            .OrderBy(edge => depths.GetValueOrDefault(edge.parent, int.MaxValue))
            .ThenBy(edge => edge.parent.Value, StringComparer.Ordinal)
            .DistinctBy(edge => edge.child)
            .ToDictionary(edge => edge.child, edge => edge.parent);
        var nodes = _nodes.Values
            .Select(node => node with
            {
                References = references[node.Id],
                // What the manifest lists without a visible reference was packaged with the root all the same.
                Depth = depths.GetValueOrDefault(node.Id, 1),
                DependencyType = node.Id == root ? string.Empty : TypeOf(parentOf.GetValueOrDefault(node.Id, root), node),
            })
            .OrderBy(node => node.Id != root)
            .ThenBy(node => node.Depth)
            .ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(node => node.Id.Value, StringComparer.Ordinal)
            .ToList();
        return new DependencyTree(account, root, package, nodes, _isPartial);
    }

    private async Task<IReadOnlyList<DependencyNode>> ReadLevelAsync(IReadOnlyList<ComponentVersion> level, CancellationToken cancellationToken)
    {
        var wanted = level.Where(entry => !_nodes.ContainsKey(entry.Id)).DistinctBy(entry => entry.Id).ToList();
        var room = maxComponents - _nodes.Count;
        if (wanted.Count > room)
        {
            _isPartial = true;
            wanted = wanted[..room];
        }

        var added = new List<DependencyNode>(wanted.Count);
        foreach (var read in await platform.Components.GetManyAsync(account, wanted, cancellationToken))
        {
            var node = ToNode(read);
            _nodes[node.Id] = node;
            added.Add(node);
        }

        await NameUnreadableAsync([.. added.Where(node => node.Document is null).Select(node => node.Id)], cancellationToken);
        return added;
    }

    // What cannot be read still has a name and a type: a connection, for example, needs no document.
    private async Task NameUnreadableAsync(IReadOnlyCollection<ComponentId> unreadable, CancellationToken cancellationToken)
    {
        if (unreadable.Count == 0)
        {
            return;
        }

        foreach (var component in await platform.Metadata.CurrentAsync(account, unreadable, cancellationToken))
        {
            _nodes[component.Id] = _nodes[component.Id] with { Name = component.Name, Type = component.Type, SubType = component.SubType };
        }
    }

    private DependencyNode ToNode(ComponentRead read)
    {
        var node = new DependencyNode(read.Id, read.Version);
        if (read.Xml is null)
        {
            return node with { ErrorMessage = read.Error };
        }

        try
        {
            var document = ComponentDocument.Parse(read.Xml);
            _guids[read.Id] = ReferenceScanner.FindGuids(document);
            return node with
            {
                Name = document.Name,
                Type = document.Type,
                SubType = document.SubType ?? string.Empty,
                FolderFullPath = document.FolderFullPath ?? string.Empty,
                Document = PackedText.Pack(read.Xml),
            };
        }
        catch (ComponentXmlException exception)
        {
            return node with { ErrorMessage = exception.Message };
        }
    }

    // Component XML is full of GUIDs that are no components (keys, shapes): one metadata query for a hundred of them tells which are.
    private async Task<IReadOnlyList<DependencyNode>> WithOutsideReferencesAsync(IReadOnlyList<DependencyNode> added, CancellationToken cancellationToken)
    {
        var candidates = added
            .SelectMany(node => _guids.GetValueOrDefault(node.Id, []))
            .Select(text => new ComponentId(text))
            .Where(id => !_nodes.ContainsKey(id) && !_notComponents.Contains(id))
            .Distinct()
            .ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var found = (await platform.Metadata.CurrentAsync(account, candidates, cancellationToken)).Select(component => component.Id).ToHashSet();
        _notComponents.UnionWith(candidates.Where(id => !found.Contains(id)));
        return [.. added.Where(node => _guids.GetValueOrDefault(node.Id, []).Any(text => found.Contains(new ComponentId(text))))];
    }

    private async Task<IReadOnlyList<ComponentVersion>> ChildrenAsync(IReadOnlyList<DependencyNode> parents, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(parents.Select(parent => platform.References.ChildrenAsync(account, parent.Id, parent.Version, cancellationToken)));
        var references = answers.SelectMany(references => references).ToList();
        foreach (var reference in references)
        {
            _referenceTypes[(reference.ParentId, reference.ChildId)] = reference.Type == ReferenceType.Independent ? Independent : Dependent;
        }

        var children = references.Select(reference => reference.ChildId).Where(id => !_nodes.ContainsKey(id)).Distinct().ToList();
        var current = (await platform.Metadata.CurrentAsync(account, children, cancellationToken)).ToDictionary(component => component.Id);
        foreach (var missing in children.Where(id => !current.ContainsKey(id)))
        {
            _nodes[missing] = new DependencyNode(missing, 0) { ErrorMessage = $"Component {missing} is referred to but does not exist in account {account}, or is deleted." };
        }

        return [.. children.Where(current.ContainsKey).Select(id => new ComponentVersion(id, current[id].Version))];
    }

    // Asking for the class of every reference would cost a call a component; a called process is the looser link, everything else belongs to its parent.
    private string TypeOf(ComponentId parent, DependencyNode child) => _referenceTypes.TryGetValue((parent, child.Id), out var type)
        ? type
        : child.Type == ComponentTypes.Process && _nodes[parent].Type == ComponentTypes.Process ? Independent : Dependent;
}
