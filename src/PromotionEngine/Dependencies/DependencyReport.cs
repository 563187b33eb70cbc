using PromotionEngine.Components;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Dependencies;

/// <summary>A dependency tree as people see it before they promote.</summary>
internal sealed class DependencyReport(DependencyTree tree, IReadOnlyDictionary<ComponentId, ProductionTarget> targets)
{
    private const string Error = "ERROR";

    /// <summary>The answer to <c>resolveDependencies</c>.</summary>
    public ResolveDependenciesResponse ToResponse()
    {
        var rows = InOrder().Select(ToRow).ToList();
        return new ResolveDependenciesResponse
        {
            Success = true,
            Dependencies = { rows },
            RootProcessName = tree.RootNode.Name,
            DevPackageId = tree.Package?.Id.Value ?? string.Empty,
            TotalComponents = rows.Count,
            NewCount = rows.Count(row => row.ProdStatus == "NEW"),
            UpdateCount = rows.Count(row => row.ProdStatus == "UPDATE"),
            EnvConfigCount = rows.Count(row => row.HasEnvConfig),
            SharedConnectionCount = rows.Count(row => row.IsSharedConnection),
            UnmappedConnectionCount = rows.Count(row => row.ProdStatus == "UNMAPPED"),
            IsPartial = tree.IsPartial,
        };
    }

    private IEnumerable<DependencyNode> InOrder()
    {
        var writes = WriteOrder.Plan(tree.PromotedGraph(), id => targets[id].Status == ProductionStatus.New);
        var position = writes.Select((write, index) => (write.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        return tree.Nodes
            .OrderBy(node => node.Id != tree.Root)
            .ThenBy(node => node.Depth)
            .ThenBy(node => position.GetValueOrDefault(node.Id, -1))
            .ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase);
    }

    private Dependency ToRow(DependencyNode node)
    {
        var target = targets[node.Id];
        var unreadable = node.Document is null;
        return new Dependency
        {
            ComponentId = node.Id.Value,
            ComponentName = node.Name,
            ComponentType = node.Type,
            DependencyType = node.DependencyType,
            Depth = node.Depth,
            FolderFullPath = node.FolderFullPath,
            DevVersion = node.Version,
            ProdStatus = unreadable ? Error : target.Status.ToString().ToUpperInvariant(),
            ProdComponentId = target.ProdComponentId,
            ProdCurrentVersion = target.MainVersion,
            HasEnvConfig = !node.IsConnection && HoldsSecrets(node),
            IsSharedConnection = node.IsConnection,
            ErrorMessage = Message(node, target),
            MainChanged = target.MainChanged,
        };
    }

    private string Message(DependencyNode node, ProductionTarget target)
    {
        var unpackaged = node.Id == tree.Root && tree.Package is null
            ? "Never packaged: this is the current version. Package it before you promote it."
            : string.Empty;
        return string.Join(' ', new[] { node.ErrorMessage, unpackaged, target.Note }.Where(text => text.Length > 0));
    }

    private static bool HoldsSecrets(DependencyNode node) =>
        node.Document is { } document && SecretValues.Read(ComponentDocument.Parse(document.Unpack())).Count > 0;
}
