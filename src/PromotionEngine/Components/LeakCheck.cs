namespace PromotionEngine.Components;

/// <summary>
/// Looks in a document for what must not leave the dev account. It is run on what is about to be sent and on what is read back, and looks wider than the
/// transform writes: also at names, and at text that is cut into pieces.
/// </summary>
public static class LeakCheck
{
    /// <summary>What is forbidden in <paramref name="xml"/>, in document order, at most 100 findings; empty means clean.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="devIds">IDs of the dev account. In comments they may stay, since comments are not rewritten; what the platform writes on the root itself is not looked at.</param>
    /// <param name="stripped">What was stripped from the source. Looked for everywhere, comments included: in secret places as a whole, elsewhere as a part, if it is
    /// telling enough not to be there by chance (8 characters; 12 if it is letters and digits only).</param>
    /// <param name="production">What main holds: a value that production has of its own is no leak.</param>
    /// <param name="rules">What is secret.</param>
    /// <param name="limits">The bounds.</param>
    /// <exception cref="ComponentXmlException">The document cannot be read, which is as bad as a leak.</exception>
    /// <exception cref="ArgumentException">A dev ID is not a GUID.</exception>
    public static IReadOnlyList<ForbiddenContent> FindForbidden(
        string xml,
        IReadOnlySet<string> devIds,
        SecretValues stripped,
        ProductionValues? production = null,
        StripRules? rules = null,
        ComponentXmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(devIds);
        ArgumentNullException.ThrowIfNull(stripped);
        var document = ComponentDocument.Parse(xml, limits);
        var forbidden = stripped.Values.ToHashSet(StringComparer.Ordinal);
        forbidden.ExceptWith(production?.Values ?? []);
        var sink = new LeakSink(document.Xml, devIds, forbidden);
        ComponentWalk.Run(document, rules, sink);
        return sink.Found();
    }
}
