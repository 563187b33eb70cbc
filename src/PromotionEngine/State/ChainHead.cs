namespace PromotionEngine.State;

/// <summary>The newest link of a chained list.</summary>
/// <param name="Sequence">Its sequence number; 0 when the list is empty.</param>
/// <param name="Seal">Its seal; empty when the list is empty.</param>
public readonly record struct ChainHead(long Sequence, string Seal)
{
    /// <summary>The head of an empty list.</summary>
    public static ChainHead Empty { get; } = new(0, string.Empty);

    /// <summary>As the head is kept in the store.</summary>
    internal string Encode() => $"{Sequence} {Seal}";

    /// <summary>The head that <see cref="Encode"/> wrote.</summary>
    internal static ChainHead Decode(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new ChainHead(long.Parse(text.AsSpan(0, space)), text[(space + 1)..]);
    }
}
