using Contract.Errors;
using PromotionEngine.Components;
using PromotionEngine.Dependencies;
using PromotionEngine.Failures;

namespace PromotionEngine.Promotions.Running;

/// <summary>Rewrites and strips a component in memory, and proves that nothing that must stay behind is left in it. Pure.</summary>
internal sealed class ComponentPreparation(PromotionPlan plan)
{
    /// <summary>The document for <paramref name="node"/>.</summary>
    /// <param name="node">The component to promote.</param>
    /// <param name="inherited">What the branch holds of it; null for a new component.</param>
    /// <param name="productionIds">The production IDs known by now.</param>
    /// <param name="envelope">Where it goes.</param>
    /// <param name="leftOut">References to leave out because their components do not exist yet.</param>
    /// <exception cref="PromotionFailure">A reference cannot be resolved, or something would leak.</exception>
    /// <exception cref="ComponentXmlException">The document is refused.</exception>
    public PreparedComponent Prepare(
        DependencyNode node, string? inherited, Dictionary<string, string> productionIds, TargetEnvelope envelope, IReadOnlySet<ComponentId> leftOut)
    {
        var source = ComponentDocument.Parse(SourceOf(node));
        var production = inherited is null ? null : ProductionValues.Read(ComponentDocument.Parse(inherited));
        var result = DocumentTransform.Apply(source, new TransformPlan
        {
            IdMap = productionIds,
            Envelope = envelope,
            Production = production,
            KnownIds = plan.DevIds,
            LeftOut = leftOut.Select(id => id.Value).ToHashSet(StringComparer.OrdinalIgnoreCase),
        });
        EveryReferenceMustResolve(node, result);
        NothingMayLeak(node, result, productionIds, production);
        return new PreparedComponent(result, inherited is not null && CanonicalForm.EqualIgnoringMasked(result.Xml, inherited));
    }

    private static string SourceOf(DependencyNode node) => node.Document?.Unpack()
        ?? throw new PromotionFailure(ErrorCodes.PromotionFailed, $"{node.ErrorMessage} Repair it in the development account, package it again and promote.");

    private void EveryReferenceMustResolve(DependencyNode node, TransformResult result)
    {
        if (result.UnresolvedKnownIds.Count > 0)
        {
            var names = result.UnresolvedKnownIds.Select(id => plan.Tree.Nodes.First(other => string.Equals(other.Id.Value, id, StringComparison.OrdinalIgnoreCase)).Name);
            throw new PromotionFailure(ErrorCodes.PromotionFailed, $"{node.Name} ({node.Id}) refers to components that have no production ID: {Listing.Of(names)}.");
        }
    }

    // A production ID may equal a development ID, when an account was copied; such an ID is no leak.
    private void NothingMayLeak(DependencyNode node, TransformResult result, Dictionary<string, string> productionIds, ProductionValues? production)
    {
        var forbidden = plan.DevIds;
        if (productionIds.Values.Any(forbidden.Contains))
        {
            forbidden = forbidden.Except(productionIds.Values, StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        if (LeakCheck.FindForbidden(result.Xml, forbidden, result.StrippedValues, production) is [var first, ..])
        {
            var what = first.DevId is null ? "a value that was stripped elsewhere in it" : $"development ID {first.DevId}";
            throw new PromotionFailure(ErrorCodes.PromotionFailed, $"{node.Name} ({node.Id}) still holds {what} at {first.Path}. Take it out of the component, package it again and promote.");
        }
    }
}
