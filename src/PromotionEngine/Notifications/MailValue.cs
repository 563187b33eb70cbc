using System.Globalization;
using System.Text;

namespace PromotionEngine.Notifications;

/// <summary>What people and the platform wrote, made fit for a mail: nothing in it can begin a header, hide text or turn its direction.</summary>
internal static class MailValue
{
    /// <summary>One line of at most <paramref name="longest"/> characters; line breaks and what cannot be seen become single blanks.</summary>
    public static string Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsSeen(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (line.Length + rune.Utf16SequenceLength > longest)
            {
                return $"{line.ToString().TrimEnd()}…";
            }
            else
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The lines of a longer text, at most <paramref name="longest"/> characters in all; empty lines at its ends are left out.</summary>
    public static IReadOnlyList<string> Lines(string text, int longest)
    {
        var lines = text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => Line(line, longest)).ToList();
        var left = longest;
        var kept = lines.TakeWhile(line => (left -= line.Length + 1) >= 0).ToList();
        return kept.Count == lines.Count ? kept : [.. kept, "…"];
    }

    // Controls, separators of lines, marks that turn the direction of writing (format), halves of characters; blanks are written once.
    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator)
        && rune.Value != 0xFFFD;
}
