namespace PromotionEngine.Components;

/// <summary>The one spelling of a document that comparison and diffs use.</summary>
public static class CanonicalForm
{
    /// <summary>The canonical spelling of a component's document.</summary>
    public static string Canonical(string xml, ComponentXmlLimits? limits = null) => throw new NotSupportedException("not yet");

    /// <summary>Whether two documents have the same content once secret places are taken out of both.</summary>
    public static bool EqualIgnoringMasked(string left, string right, ComponentXmlLimits? limits = null) => throw new NotSupportedException("not yet");
}
