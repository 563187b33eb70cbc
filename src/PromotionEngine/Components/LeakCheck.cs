namespace PromotionEngine.Components;

/// <summary>Looks in a document for what must not leave the dev account. It is run on what is about to be sent and on what is read back.</summary>
public static class LeakCheck
{
    /// <summary>Everything forbidden in <paramref name="xml"/>, in document order; empty means clean.</summary>
    /// <exception cref="ComponentXmlException">The document cannot be read, which is as bad as a leak.</exception>
    public static IReadOnlyList<ForbiddenContent> FindForbidden(
        string xml, IReadOnlySet<string> devIds, SecretValues stripped, ProductionValues? production = null) => throw new NotSupportedException("not yet");
}
