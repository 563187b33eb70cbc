namespace PromotionEngine.State.InMemory;

/// <summary>Orders index entries as Redis does: by score, then by the bytes of the member's UTF-8 form.</summary>
internal sealed class Utf8Order : IComparer<IndexEntry>
{
    public int Compare(IndexEntry x, IndexEntry y)
    {
        var byScore = x.Score.CompareTo(y.Score);
        return byScore != 0 ? byScore : Compare(x.Member, y.Member);
    }

    private static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return Weight(left[i]).CompareTo(Weight(right[i]));
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    // UTF-16 puts surrogates (characters from U+10000 on) below U+E000; UTF-8 puts them above.
    private static int Weight(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
