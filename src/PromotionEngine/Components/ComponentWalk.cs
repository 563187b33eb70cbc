namespace PromotionEngine.Components;

/// <summary>
/// Goes once through a document and tells a sink what is content, what is a secret place and what is neither. Reading references, rewriting, stripping,
/// masking and checking all go through here, so that they cannot disagree about what is what.
/// </summary>
internal sealed partial class ComponentWalk
{
    private readonly ComponentDocument _document;
    private readonly string _xml;
    private readonly ComponentWalkSink _sink;
    private readonly bool _namesCount;
    private readonly bool _forDisplay;
    private readonly List<EncryptedPath> _encryptedPaths;
    private readonly MarkupLexer _lexer;
    private readonly Dictionary<string, ElementName> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementName>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private readonly List<WalkFrame> _frames = [];
    private readonly List<TextPiece> _pieces = [];
    private readonly PlacePaths _paths;
    private int _depth;
    private int _section = -1;

    private ComponentWalk(ComponentDocument document, StripRules rules, ComponentWalkSink sink, IEnumerable<string> encryptedPaths, bool forDisplay)
    {
        _document = document;
        _xml = document.Xml;
        _forDisplay = forDisplay;
        _sink = sink;
        _namesCount = rules.NamesCount(document.Type);
        _encryptedPaths = [.. encryptedPaths.Select(EncryptedPath.Parse)];
        _lexer = new MarkupLexer(_xml);
        _ancestorLexer = new MarkupLexer(_xml);
        _paths = new PlacePaths(_xml, sink.Identity);
        _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Walks a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="rules">What is secret.</param>
    /// <param name="sink">Whom to tell.</param>
    /// <param name="moreEncryptedPaths">Paths that count as encrypted besides the document's own.</param>
    /// <param name="forDisplay">Whether people will see the result: what may be a password is one.</param>
    /// <exception cref="ComponentXmlException">Its secret places cannot be told or are too many.</exception>
    public static void Run(ComponentDocument document, StripRules? rules, ComponentWalkSink sink, IReadOnlyList<string>? moreEncryptedPaths = null, bool forDisplay = false)
    {
        var paths = moreEncryptedPaths is null ? document.EncryptedPaths : document.EncryptedPaths.Union(moreEncryptedPaths, StringComparer.Ordinal);
        new ComponentWalk(document, rules ?? StripRules.Default, sink, paths, forDisplay).Run();
    }

    private bool HoldsSecrets => _section >= 0 && _document.Sections[_section] != EnvelopeSection.EncryptedValues;

    private void Run()
    {
        while (_lexer.Read())
        {
            switch (_lexer.Kind)
            {
                case MarkupKind.StartTag:
                    Open();
                    break;
                case MarkupKind.EmptyTag:
                    Open();
                    Close(_lexer.End - 2, emptyTag: true);
                    break;
                case MarkupKind.EndTag:
                    Close(_lexer.Start, emptyTag: false);
                    _sink.Tag(_lexer.ContentStart, _lexer.ContentEnd, []);
                    break;
                case MarkupKind.Comment:
                    _sink.Comment(_lexer.ContentStart, _lexer.ContentEnd);
                    break;
                case MarkupKind.Instruction:
                    _sink.Instruction(_lexer.ContentStart, _lexer.ContentEnd);
                    break;
                default:
                    Text();
                    break;
            }
        }
    }

    private void Open()
    {
        var name = Name(_xml.AsSpan(_lexer.ContentStart, _lexer.ContentEnd - _lexer.ContentStart));
        if (_depth == 0)
        {
            Push(name, 1);
            var attributes = _lexer.Attributes;
            _sink.Root(attributes, attributes.IsEmpty ? _lexer.ContentEnd : attributes[^1].End);
            return;
        }

        if (_depth == 1)
        {
            _section++;
        }

        _sink.Tag(_lexer.ContentStart, _lexer.ContentEnd, _lexer.Attributes);
        Push(name, _frames[_depth - 1].CountChild(name.Raw));
        if (HoldsSecrets)
        {
            OpenWithSecrets(_frames[_depth - 1]);
            return;
        }

        foreach (ref readonly var attribute in _lexer.Attributes)
        {
            _sink.Value(attribute.ValueStart, attribute.ValueEnd);
        }
    }

    private void Push(ElementName name, int position)
    {
        if (_depth == _frames.Count)
        {
            _frames.Add(new WalkFrame());
        }

        _frames[_depth++].Open(name, _lexer.Start, position, _pieces.Count);
    }

    private void Text()
    {
        var piece = new TextPiece(_lexer.Start, _lexer.End, _lexer.ContentStart, _lexer.ContentEnd, _lexer.Kind == MarkupKind.CData);
        if (_depth > 1 && MayBeSecret(_frames[_depth - 1]))
        {
            // Whether it is one may depend on all of the element's text, so it waits for the end tag.
            _pieces.Add(piece);
        }
        else
        {
            _sink.Text(piece);
        }
    }

    private void Close(int contentEnd, bool emptyTag)
    {
        var frame = _frames[_depth - 1];
        if (_depth > 1 && MayBeSecret(frame))
        {
            CloseSecret(frame, contentEnd, emptyTag);
            _pieces.RemoveRange(frame.FirstPiece, _pieces.Count - frame.FirstPiece);
        }

        _depth--;
    }

    private ElementName Name(ReadOnlySpan<char> raw)
    {
        if (!_namesBySpan.TryGetValue(raw, out var name))
        {
            name = new ElementName(raw.ToString(), _namesCount, _encryptedPaths);
            _names.Add(name.Raw, name);
        }

        return name;
    }
}
