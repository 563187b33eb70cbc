namespace PromotionEngine.Components;

/// <summary>
/// Cuts a document's text into pieces by position. It only reads what the framework's reader has already found well-formed,
/// so it checks nothing again; it exists because the framework's reader does not say where in the text things stand.
/// </summary>
internal sealed class MarkupLexer(string xml)
{
    private MarkupAttribute[] _attributes = new MarkupAttribute[16];
    private int _attributeCount;
    private int _position;

    /// <summary>What the current piece is.</summary>
    public MarkupKind Kind { get; private set; }

    /// <summary>Where the current piece begins, markup included.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends (exclusive).</summary>
    public int End => _position;

    /// <summary>Where its content begins: the characters of text and CDATA, the body of a comment, the name of a tag.</summary>
    public int ContentStart { get; private set; }

    /// <summary>Where its content ends (exclusive).</summary>
    public int ContentEnd { get; private set; }

    /// <summary>The attributes of the current start tag; overwritten by the next one.</summary>
    public ReadOnlySpan<MarkupAttribute> Attributes => _attributes.AsSpan(0, _attributeCount);

    /// <summary>Goes to the next piece; false at the end.</summary>
    public bool Read()
    {
        if (_position >= xml.Length)
        {
            return false;
        }

        Start = _position;
        if (xml[_position] != '<')
        {
            var end = xml.AsSpan(_position).IndexOf('<');
            Set(MarkupKind.Text, Start, end < 0 ? xml.Length : Start + end, 0);
            return true;
        }

        switch (xml[Start + 1])
        {
            case '/':
                ReadEndTag();
                break;
            case '?':
                Set(MarkupKind.Instruction, Start + 2, Find("?>", Start + 2), 2);
                break;
            case '!' when xml[Start + 2] == '-':
                Set(MarkupKind.Comment, Start + 4, Find("-->", Start + 4), 3);
                break;
            case '!':
                Set(MarkupKind.CData, Start + 9, Find("]]>", Start + 9), 3);
                break;
            default:
                ReadStartTag(Start);
                break;
        }

        return true;
    }

    /// <summary>Reads the start tag at <paramref name="start"/> and continues from there.</summary>
    public void ReadStartTag(int start)
    {
        Start = start;
        ContentStart = start + 1;
        var at = ContentStart;
        while (!IsNameEnd(xml[at]))
        {
            at++;
        }

        ContentEnd = at;
        _attributeCount = 0;
        while (true)
        {
            var space = at;
            at = SkipSpace(at);
            if (xml[at] == '>')
            {
                Kind = MarkupKind.StartTag;
                _position = at + 1;
                return;
            }

            if (xml[at] == '/')
            {
                Kind = MarkupKind.EmptyTag;
                _position = at + 2;
                return;
            }

            at = ReadAttribute(space, at);
        }
    }

    private int ReadAttribute(int space, int nameStart)
    {
        var at = nameStart;
        while (!IsNameEnd(xml[at]))
        {
            at++;
        }

        var nameEnd = at;
        at = SkipSpace(at) + 1;
        at = SkipSpace(at);
        var valueStart = at + 1;
        var valueEnd = valueStart + xml.AsSpan(valueStart).IndexOf(xml[at]);
        if (_attributeCount == _attributes.Length)
        {
            Array.Resize(ref _attributes, _attributeCount * 2);
        }

        _attributes[_attributeCount++] = new MarkupAttribute(space, nameStart, nameEnd, valueStart, valueEnd);
        return valueEnd + 1;
    }

    private void ReadEndTag()
    {
        var close = Find(">", Start);
        Set(MarkupKind.EndTag, Start + 2, close, 1);
    }

    private void Set(MarkupKind kind, int contentStart, int contentEnd, int closing)
    {
        Kind = kind;
        ContentStart = contentStart;
        ContentEnd = contentEnd;
        _position = contentEnd + closing;
    }

    private int Find(string end, int from) => from + xml.AsSpan(from).IndexOf(end, StringComparison.Ordinal);

    private int SkipSpace(int at)
    {
        while (xml[at] is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }

        return at;
    }

    private static bool IsNameEnd(char character) => character is ' ' or '\t' or '\n' or '\r' or '=' or '>' or '/';
}
