using System.Xml;

namespace BoomiEmulator.Wire;

/// <summary>Turns the line positions of an <see cref="XmlReader"/> into offsets in the text it reads.</summary>
internal sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    /// <summary>Indexes the lines of <paramref name="text"/> the way XML counts them: LF, CR and CR LF each end one.</summary>
    public SourceText(string text)
    {
        Text = text;
        for (var i = text.AsSpan().IndexOfAny('\r', '\n'); i >= 0;)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;

            _lineStarts.Add(i + 1);
            var next = text.AsSpan(i + 1).IndexOfAny('\r', '\n');
            i = next < 0 ? -1 : i + 1 + next;
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>
    /// Where the reader stands. For elements and their end tags that is the first character of the name, for attributes too.
    /// </summary>
    public int OffsetOf(XmlReader reader)
    {
        var line = (IXmlLineInfo)reader;
        return _lineStarts[line.LineNumber - 1] + line.LinePosition - 1;
    }

    /// <summary>The offset behind the <c>&gt;</c> of the start tag whose name begins at <paramref name="nameOffset"/>.</summary>
    public int EndOfStartTag(int nameOffset)
    {
        var quote = '\0';
        for (var i = nameOffset; i < Text.Length; i++)
        {
            var c = Text[i];
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return i + 1;
            }
        }

        return Text.Length;
    }

    /// <summary>The offsets of an attribute's value between its quotes, given where the attribute's name begins.</summary>
    public (int Start, int End) AttributeValue(int nameOffset)
    {
        var open = Text.AsSpan(nameOffset).IndexOfAny('"', '\'') + nameOffset;
        var close = Text.IndexOf(Text[open], open + 1);
        return (open + 1, close);
    }
}
