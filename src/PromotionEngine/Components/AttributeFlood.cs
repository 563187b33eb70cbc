namespace PromotionEngine.Components;

/// <summary>
/// Counts the attributes of each tag before the framework's reader sees them: its check for duplicates takes time with the square of their number, so that
/// a few megabytes of attributes in one tag would keep it busy for minutes.
/// </summary>
internal static class AttributeFlood
{
    /// <summary>Whether a tag has more than <paramref name="most"/> attributes. Says nothing about text that is not well-formed; the reader does.</summary>
    public static bool Exists(ReadOnlySpan<char> text, int most)
    {
        while (true)
        {
            var tag = text.IndexOf('<');
            if (tag < 0)
            {
                return false;
            }

            text = text[tag..];
            var end = text.StartsWith("<!--", StringComparison.Ordinal) ? After(text, "-->")
                : text.StartsWith("<![CDATA[", StringComparison.Ordinal) ? After(text, "]]>")
                : text.StartsWith("<?", StringComparison.Ordinal) ? After(text, "?>")
                : EndOfTag(text, most);
            if (end < 0)
            {
                return true;
            }

            text = text[end..];
        }
    }

    /// <summary>Just after the tag; -1 when it has too many attributes.</summary>
    private static int EndOfTag(ReadOnlySpan<char> text, int most)
    {
        var at = 1;
        for (var attributes = 0; attributes <= most; attributes++)
        {
            var next = text[at..].IndexOfAny('"', '\'', '>');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at] == '>')
            {
                return at + 1;
            }

            var close = text[(at + 1)..].IndexOf(text[at]);
            if (close < 0)
            {
                return text.Length;
            }

            at += close + 2;
        }

        return -1;
    }

    private static int After(ReadOnlySpan<char> text, string end)
    {
        var at = text.IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + end.Length;
    }
}
