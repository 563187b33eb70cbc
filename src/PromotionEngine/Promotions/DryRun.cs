using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Failures;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions.Running;

namespace PromotionEngine.Promotions;

/// <summary>Says what a run would do, without a branch and without writing anything.</summary>
internal sealed class DryRun(PlatformOptions options)
{
    private static readonly TargetEnvelope Nowhere = new() { BranchId = "none" };

    /// <summary>The results that the run of <paramref name="plan"/> would have; versions are those that stand there now.</summary>
    public async Task<IReadOnlyList<ComponentResult>> RunAsync(BoomiPlatform platform, PromotionPlan plan, CancellationToken cancellationToken)
    {
        var updates = plan.Promoted.Where(node => plan.Targets[node.Id].Status == ProductionStatus.Update).ToList();
        var reads = await platform.Components.GetManyAsync(
            new Accounts.AccountId(options.AccountId),
            [.. updates.Select(node => plan.Targets[node.Id]).Select(target => new ComponentVersion(new ComponentId(target.ProdComponentId), target.InheritedVersion))],
            cancellationToken);
        var inherited = reads.Where(read => read.Xml is not null).ToDictionary(read => read.Id.Value, read => read.Xml!, StringComparer.OrdinalIgnoreCase);
        var created = plan.Promoted.Select(node => node.Id).Where(id => plan.Targets[id].Status == ProductionStatus.New).ToHashSet();
        var preparation = new ComponentPreparation(plan);
        var ids = plan.KnownIds();
        return [.. plan.Promoted.Select(node => Try(node, plan.Targets[node.Id]))];

        ComponentResult Try(DependencyNode node, ProductionTarget target)
        {
            var action = target.Status == ProductionStatus.New ? ComponentResult.Created : ComponentResult.Updated;
            var result = new ComponentResult(node.Id.Value, target.ProdComponentId, node.Name, node.Type, action, target.InheritedVersion) { BaseVersion = target.BaseVersion };
            try
            {
                var prepared = preparation.Prepare(node, inherited.GetValueOrDefault(target.ProdComponentId), ids, Nowhere, created);
                return result with
                {
                    StrippedElements = prepared.StrippedElements,
                    ReferencesRewritten = prepared.Transform.ReferencesRewritten + prepared.Transform.ReferencesLeftOut,
                    Written = !prepared.EqualsInherited,
                };
            }
            catch (Exception exception) when (exception is PromotionFailure or ComponentXmlException)
            {
                return result with { Action = ComponentResult.Failed, ErrorMessage = exception.Message };
            }
        }
    }
}
