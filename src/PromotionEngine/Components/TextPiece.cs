namespace PromotionEngine.Components;

/// <summary>A run of characters or a CDATA section of an element.</summary>
/// <param name="Start">Where it begins, markup included.</param>
/// <param name="End">Where it ends (exclusive), markup included.</param>
/// <param name="ContentStart">Where its characters begin.</param>
/// <param name="ContentEnd">Where its characters end (exclusive).</param>
/// <param name="IsCData">Whether it is a CDATA section, in which nothing is escaped.</param>
internal readonly record struct TextPiece(int Start, int End, int ContentStart, int ContentEnd, bool IsCData)
{
    /// <summary>The characters that it stands for.</summary>
    public string Text(string xml)
    {
        var raw = xml.AsSpan(ContentStart, ContentEnd - ContentStart);
        return IsCData ? raw.ToString() : CharacterReferences.Resolve(raw);
    }
}
