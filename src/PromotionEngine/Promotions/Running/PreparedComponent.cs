using PromotionEngine.Components;

namespace PromotionEngine.Promotions.Running;

/// <summary>A component as it would be sent. Its document may hold production secrets: it is never logged or kept.</summary>
/// <param name="Transform">What was rewritten and stripped.</param>
/// <param name="EqualsInherited">Whether the branch holds the same content already, so that nothing needs to be written.</param>
internal sealed record PreparedComponent(TransformResult Transform, bool EqualsInherited)
{
    /// <summary>The document to send.</summary>
    public string Xml => Transform.Xml;

    /// <summary>Names of what was stripped, each once.</summary>
    public IReadOnlyList<string> StrippedElements => [.. Transform.Stripped.Select(place => place.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Counts only.</summary>
    public override string ToString() => Transform.ToString();
}
