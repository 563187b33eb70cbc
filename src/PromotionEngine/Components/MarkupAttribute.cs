namespace PromotionEngine.Components;

/// <summary>Where an attribute stands in the text. Ends are exclusive.</summary>
/// <param name="SpaceStart">Where the white space before it begins: an attribute is removed together with it.</param>
/// <param name="NameStart">Where its name begins.</param>
/// <param name="NameEnd">Where its name ends.</param>
/// <param name="ValueStart">Where its value begins, after the quote.</param>
/// <param name="ValueEnd">Where its value ends, before the quote.</param>
internal readonly record struct MarkupAttribute(int SpaceStart, int NameStart, int NameEnd, int ValueStart, int ValueEnd)
{
    /// <summary>Just after the closing quote.</summary>
    public int End => ValueEnd + 1;

    /// <summary>The name as written, prefix included.</summary>
    public ReadOnlySpan<char> Name(string xml) => xml.AsSpan(NameStart, NameEnd - NameStart);

    /// <summary>The value as written, references not resolved.</summary>
    public ReadOnlySpan<char> RawValue(string xml) => xml.AsSpan(ValueStart, ValueEnd - ValueStart);
}
