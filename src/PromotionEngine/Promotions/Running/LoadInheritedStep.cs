using Contract.Errors;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;

namespace PromotionEngine.Promotions.Running;

/// <summary>Reads what the branch inherited of the components to update, so that equal ones are not written and production's own values are kept.</summary>
internal sealed class LoadInheritedStep : IRunStep
{
    /// <inheritdoc/>
    public string Name => "Reading production";

    /// <inheritdoc/>
    public async Task RunAsync(PromotionRun run, CancellationToken cancellationToken)
    {
        var updates = run.Plan.Promoted.Where(node => run.TargetOf(node.Id).Status == ProductionStatus.Update).ToList();
        var versions = updates.ToDictionary(
            node => new ComponentId(run.TargetOf(node.Id).ProdComponentId), node => (node.Id, run.TargetOf(node.Id).InheritedVersion));
        var reads = await run.Platform.Components.GetManyAsync(
            run.Primary, [.. versions.Select(pair => new ComponentVersion(pair.Key, pair.Value.InheritedVersion))], cancellationToken);
        foreach (var read in reads)
        {
            run.Inherited[versions[read.Id].Id] = read.Xml is { } xml
                ? PackedText.Pack(xml)
                : throw new PromotionFailure(ErrorCodes.PromotionFailed, $"Production component {read.Id} version {read.Version} could not be read: {read.Error}");
        }
    }
}
