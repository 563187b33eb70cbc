namespace PromotionEngine.Components;

/// <summary>
/// Makes a dev component's document ready for production in one pass: the envelope is set, references are rewritten, secrets are taken out and, on an update,
/// replaced by what main holds. Nothing else changes, character for character.
/// </summary>
public static class DocumentTransform
{
    /// <summary>Applies <paramref name="plan"/> to <paramref name="source"/>.</summary>
    /// <remarks>
    /// An ID that came out of a replacement is never replaced again, whatever the map says. A result with <see cref="TransformResult.UnresolvedKnownIds"/> must not be
    /// sent, nor one in which <see cref="LeakCheck"/> finds something.
    /// </remarks>
    /// <exception cref="ComponentXmlException">The document's secret places cannot be told; the component is refused.</exception>
    /// <exception cref="ArgumentException">The plan names no branch, or an ID that is no GUID.</exception>
    public static TransformResult Apply(ComponentDocument source, TransformPlan plan)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        if (string.IsNullOrWhiteSpace(plan.Envelope.BranchId))
        {
            throw new ArgumentException("A document without a branch would be written to main.", nameof(plan));
        }

        var references = new ReferenceRewriter(source.Xml, plan);
        var sink = new TransformSink(source.Xml, plan, references);
        ComponentWalk.Run(source, plan.Rules, sink);
        return new TransformResult
        {
            Xml = sink.Finish(),
            RewritesById = references.RewritesById,
            ReferencesRewritten = references.Rewritten,
            ReferencesLeftOut = references.LeftOut,
            UnresolvedKnownIds = references.Unresolved,
            Stripped = sink.Stripped,
            StrippedValues = sink.StrippedValues,
        };
    }
}
