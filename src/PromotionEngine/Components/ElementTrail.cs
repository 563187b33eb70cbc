namespace PromotionEngine.Components;

/// <summary>Says in which element a position of a document lies, for messages. Asked for rising positions.</summary>
internal sealed class ElementTrail(string xml)
{
    private const int LongestPath = 200;
    private const int LongestName = 60;

    private readonly MarkupLexer _lexer = new(xml);
    private readonly List<string> _open = [];
    private bool _afterEmptyTag;

    /// <summary>The names of the elements around a position, the root first; of the tag itself, if it lies in one.</summary>
    public string At(int position)
    {
        while (_lexer.End <= position && _lexer.Read())
        {
            if (_afterEmptyTag)
            {
                _open.RemoveAt(_open.Count - 1);
            }

            _afterEmptyTag = _lexer.Kind == MarkupKind.EmptyTag;
            if (_lexer.Kind is MarkupKind.StartTag or MarkupKind.EmptyTag)
            {
                _open.Add(xml.Substring(_lexer.ContentStart, Math.Min(LongestName, _lexer.ContentEnd - _lexer.ContentStart)));
            }
            else if (_lexer.Kind == MarkupKind.EndTag)
            {
                _open.RemoveAt(_open.Count - 1);
            }
        }

        var path = string.Join('/', _open);
        return path.Length <= LongestPath ? path : string.Concat("…", path.AsSpan(path.Length - LongestPath));
    }
}
