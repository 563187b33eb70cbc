namespace PromotionEngine.Components;

/// <summary>
/// The one spelling of a document that comparison and diffs use: two blanks of indent, no declaration, attributes in order (namespaces first, then by name), the
/// root without what differs between revisions of the same content. CDATA, comments and significant white space stay.
/// </summary>
public static class CanonicalForm
{
    /// <summary>The canonical spelling of a component's document. Lines end with a line feed; the last has none.</summary>
    /// <exception cref="ComponentXmlException">It is refused.</exception>
    public static string Canonical(string xml, ComponentXmlLimits? limits = null)
        => CanonicalWriter.Write(ComponentDocument.Parse(xml, limits), withEncryptedValues: true);

    /// <summary>
    /// Whether two documents have the same content once secret places are taken out of both: then an update would change nothing. The list of encrypted values
    /// does not count, since the platform writes it.
    /// </summary>
    /// <exception cref="ComponentXmlException">One of them is refused.</exception>
    public static bool EqualIgnoringMasked(string left, string right, ComponentXmlLimits? limits = null, StripRules? rules = null)
    {
        var leftDocument = ComponentDocument.Parse(left, limits);
        var rightDocument = ComponentDocument.Parse(right, limits);
        return string.Equals(
            WithoutSecrets(leftDocument, rightDocument.EncryptedPaths, rules),
            WithoutSecrets(rightDocument, leftDocument.EncryptedPaths, rules),
            StringComparison.Ordinal);
    }

    private static string WithoutSecrets(ComponentDocument document, IReadOnlyList<string> encryptedPaths, StripRules? rules)
    {
        var sink = new PlaceReplacer(text: null);
        ComponentWalk.Run(document, rules, sink, encryptedPaths);
        return CanonicalWriter.Write(ComponentDocument.Parse(sink.Edits.ApplyTo(document.Xml), document.Limits), withEncryptedValues: false);
    }
}
