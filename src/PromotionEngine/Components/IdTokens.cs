using System.Buffers;
using System.Text;

namespace PromotionEngine.Components;

/// <summary>
/// Finds component IDs in text: GUIDs in their usual form that are whole tokens, that is, with neither a hexadecimal digit nor a dash on either side.
/// </summary>
internal static class IdTokens
{
    /// <summary>Length of an ID.</summary>
    public const int Length = 36;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether <paramref name="text"/> is an ID and nothing else.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == Length && text[8] == '-' && IsShape(text);

    /// <summary>Where the next ID begins at or after <paramref name="from"/>; -1 when there is none.</summary>
    public static int Find(ReadOnlySpan<char> text, int from)
    {
        for (var dash = from + 8; dash <= text.Length - (Length - 8); dash++)
        {
            var next = text[dash..].IndexOf('-');
            if (next < 0)
            {
                return -1;
            }

            dash += next;
            var start = dash - 8;
            if (start + Length <= text.Length
                && IsShape(text.Slice(start, Length))
                && (start == 0 || !Continues(text[start - 1]))
                && (start + Length == text.Length || !Continues(text[start + Length])))
            {
                return start;
            }
        }

        return -1;
    }

    /// <summary>Calls <paramref name="found"/> for every ID in a piece of a document, with where it is spelled and what it is.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="start">Where the piece begins.</param>
    /// <param name="end">Where it ends (exclusive).</param>
    /// <param name="escaped">Whether character references in it are resolved.</param>
    /// <param name="found">Where the ID begins and ends in the document, and the ID.</param>
    public static void ForEach(string xml, int start, int end, bool escaped, IdFound found)
    {
        if (end - start < Length)
        {
            return;
        }

        var text = xml.AsSpan(start, end - start);
        if (escaped && text.Contains("&#", StringComparison.Ordinal))
        {
            // The named references are no part of an ID and end it as themselves; numeric ones can spell one.
            ForEachSpelled(text, start, found);
            return;
        }

        for (var at = Find(text, 0); at >= 0; at = Find(text, at + Length))
        {
            found(start + at, start + at + Length, text.Slice(at, Length));
        }
    }

    private static void ForEachSpelled(ReadOnlySpan<char> raw, int start, IdFound found)
    {
        var resolved = new StringBuilder(raw.Length);
        var origins = new List<int>(raw.Length);
        CharacterReferences.Resolve(raw, resolved, origins);
        var text = resolved.ToString().AsSpan();
        for (var at = Find(text, 0); at >= 0; at = Find(text, at + Length))
        {
            found(start + origins[at], start + origins[at + Length], text.Slice(at, Length));
        }
    }

    private static bool IsShape(ReadOnlySpan<char> text)
        => text[13] == '-' && text[18] == '-' && text[23] == '-'
        && !text[..8].ContainsAnyExcept(HexDigits)
        && !text.Slice(9, 4).ContainsAnyExcept(HexDigits)
        && !text.Slice(14, 4).ContainsAnyExcept(HexDigits)
        && !text.Slice(19, 4).ContainsAnyExcept(HexDigits)
        && !text[24..].ContainsAnyExcept(HexDigits);

    private static bool Continues(char character) => character == '-' || char.IsAsciiHexDigit(character);
}
