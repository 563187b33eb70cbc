namespace PromotionEngine.Components;

/// <summary>Hides the secret places of documents that people see.</summary>
public static class SecretMask
{
    /// <summary>What stands in a masked place, whatever its value and even if it is empty.</summary>
    public const string Mask = "******";

    /// <summary>The document with every secret place masked.</summary>
    /// <exception cref="ComponentXmlException">It is refused, and must not be shown.</exception>
    public static string Apply(string xml, ComponentXmlLimits? limits = null, StripRules? rules = null)
        => Apply(ComponentDocument.Parse(xml, limits), [], rules);

    /// <summary>Both sides of a diff with the same places masked in each: what one side lists as encrypted is masked in the other, too.</summary>
    /// <exception cref="ComponentXmlException">One of them is refused, and neither must be shown.</exception>
    public static (string Left, string Right) ApplyToBoth(string left, string right, ComponentXmlLimits? limits = null, StripRules? rules = null)
    {
        var leftDocument = ComponentDocument.Parse(left, limits);
        var rightDocument = ComponentDocument.Parse(right, limits);
        return (Apply(leftDocument, rightDocument.EncryptedPaths, rules), Apply(rightDocument, leftDocument.EncryptedPaths, rules));
    }

    private static string Apply(ComponentDocument document, IReadOnlyList<string> encryptedPaths, StripRules? rules)
    {
        var sink = new PlaceReplacer(Mask);
        ComponentWalk.Run(document, rules, sink, encryptedPaths, forDisplay: true);
        return sink.Edits.ApplyTo(document.Xml);
    }
}
