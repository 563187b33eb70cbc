using PromotionEngine.Components;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions.Running;

/// <summary>Makes the folders that new components go to.</summary>
internal sealed class EnsureFoldersStep(ProductionFolders folders, RunOptions options) : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Preparing folders";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var wanted = run.Plan.Promoted
            .Where(node => run.TargetOf(node.Id).Status == ProductionStatus.New)
            .Select(node => node.FolderFullPath)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(path => path, path => FolderPath.InProduction(options.PromotedFolder, path), StringComparer.Ordinal);
        var ensured = await folders.EnsureAsync(run, [.. wanted.Values.Distinct()], cancellationToken);
        foreach (var (devPath, path) in wanted)
        {
            run.Folders[devPath] = ensured[path];
        }
    }
}
