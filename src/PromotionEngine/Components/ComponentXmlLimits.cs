namespace PromotionEngine.Components;

/// <summary>Bounds on a component's document. What exceeds one is refused with a <see cref="ComponentXmlException"/>.</summary>
public sealed record ComponentXmlLimits
{
    /// <summary>The limits that apply where none are configured.</summary>
    public static ComponentXmlLimits Default { get; } = new();

    /// <summary>Longest document, in UTF-16 characters. Checked before anything is read.</summary>
    public int MaxCharacters { get; init; } = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of elements; the root is at depth 1.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>Most attributes of one element; a real one has a few dozen.</summary>
    public int MaxAttributes { get; init; } = 256;

    /// <summary>Most places for secrets in one document. Real ones have a few hundred at most; a document made to exhaust memory has more.</summary>
    public int MaxSecretPlaces { get; init; } = 20_000;
}
