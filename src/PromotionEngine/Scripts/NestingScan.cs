namespace PromotionEngine.Scripts;

/// <summary>
/// Counts how deep brackets stand in each other, before a parser follows them by recursion. Texts and comments are passed over. The two languages
/// are near enough for that; where a quote is misread (it may stand in a regular expression), the parser's own bounds still hold.
/// </summary>
public static class NestingScan
{
    /// <summary>Most brackets that may be open at once. People's scripts stay below twenty.</summary>
    public const int Deepest = 250;

    /// <summary>Where the nesting first becomes deeper than <see cref="Deepest"/>, or null.</summary>
    public static ScriptFinding? FindTooDeep(string script)
    {
        var place = new Place();
        var depth = 0;
        for (var at = 0; at < script.Length; at++)
        {
            switch (script[at])
            {
                case '(' or '[' or '{' when ++depth > Deepest:
                    return new ScriptFinding(ScriptFindingKind.Syntax, place.Line, at - place.LineStart + 1, $"Brackets are nested more than {Deepest} deep.");
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
                case '/' when Follows(script, at, '/'):
                    at = EndOfLine(script, at) - 1;
                    break;
                case '/' when Follows(script, at, '*'):
                    at = place.Pass(script, at, script.IndexOf("*/", at + 2, StringComparison.Ordinal), 2);
                    break;
                case '"' or '\'':
                    at = place.Pass(script, at, EndOfText(script, at), 1);
                    break;
                case '\n':
                    place.Line++;
                    place.LineStart = at + 1;
                    break;
            }
        }

        return null;
    }

    private static bool Follows(string script, int at, char next) => at + 1 < script.Length && script[at + 1] == next;

    private static int EndOfLine(string script, int at) => script.IndexOf('\n', at) is var end and >= 0 ? end : script.Length;

    // The closing quote on the same line, or the end of the line for what is no text. A text over several lines ends where its last line does:
    // brackets inside it are then counted, and there are never many.
    private static int EndOfText(string script, int at)
    {
        var quote = script[at];
        for (var next = at + 1; next < script.Length; next++)
        {
            if (script[next] == '\\')
            {
                next++;
            }
            else if (script[next] == quote)
            {
                return next;
            }
            else if (script[next] == '\n')
            {
                return next - 1;
            }
        }

        return -1;
    }

    private sealed class Place
    {
        public int Line { get; set; } = 1;

        public int LineStart { get; set; }

        /// <summary>Goes on behind what ends at <paramref name="end"/>, or behind the script when it does not end; counts the lines in between.</summary>
        public int Pass(string script, int from, int end, int length)
        {
            var last = end < 0 ? script.Length - 1 : end + length - 1;
            for (var at = from; at <= last; at++)
            {
                if (script[at] == '\n')
                {
                    Line++;
                    LineStart = at + 1;
                }
            }

            return last;
        }
    }
}
