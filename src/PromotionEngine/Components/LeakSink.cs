using System.Buffers;
using System.Text;

namespace PromotionEngine.Components;

/// <summary>Looks at every piece of a document for dev IDs and stripped values.</summary>
internal sealed class LeakSink : ComponentWalkSink
{
    private const int MostFindings = 100;

    private readonly string _xml;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _devIds;
    private readonly HashSet<string> _values;
    private readonly SearchValues<string>? _tellingValues;
    private readonly SortedDictionary<(int At, string What), ForbiddenKind> _found = [];
    private readonly List<TextPiece> _run = [];
    private readonly IdFound _idFound;

    public LeakSink(string xml, IReadOnlySet<string> devIds, HashSet<string> values)
    {
        _xml = xml;
        _devIds = IdLookup.Of(devIds, nameof(devIds));
        _values = values;
        string[] telling = [.. values.Select(value => value.Trim()).Where(IsTelling)];
        _tellingValues = telling.Length == 0 ? null : SearchValues.Create(telling, StringComparison.Ordinal);
        _idFound = (start, _, id) => CheckId(start, id);
    }

    public IReadOnlyList<ForbiddenContent> Found()
    {
        CheckRun();
        var trail = new ElementTrail(_xml);
        return
        [
            .. _found.Take(MostFindings).Select(entry => new ForbiddenContent(
                entry.Value, entry.Value == ForbiddenKind.DevId ? entry.Key.What : null, trail.At(entry.Key.At))),
        ];
    }

    public override void Root(ReadOnlySpan<MarkupAttribute> attributes, int insertAt)
    {
        foreach (ref readonly var attribute in attributes)
        {
            if (RootAttribute.KindOf(attribute.Name(_xml)) != RootAttributeKind.ReadOnly)
            {
                Value(attribute.ValueStart, attribute.ValueEnd);
            }
        }
    }

    public override void Tag(int nameStart, int nameEnd, ReadOnlySpan<MarkupAttribute> attributes)
    {
        CheckRun();
        IdTokens.ForEach(_xml, nameStart, nameEnd, escaped: false, _idFound);
        foreach (ref readonly var attribute in attributes)
        {
            IdTokens.ForEach(_xml, attribute.NameStart, attribute.NameEnd, escaped: false, _idFound);
        }
    }

    public override void Value(int start, int end) => Check(start, end, escaped: true);

    public override void Text(in TextPiece piece)
    {
        Check(piece.ContentStart, piece.ContentEnd, escaped: !piece.IsCData);
        _run.Add(piece);
    }

    public override void Instruction(int start, int end) => Check(start, end, escaped: false);

    public override void Comment(int start, int end) => CheckValues(start, _xml.AsSpan(start, end - start));

    public override void SecretAttribute(in SecretPlace place, in MarkupAttribute attribute)
    {
        Check(attribute.ValueStart, attribute.ValueEnd, escaped: true);
        CheckWhole(attribute.ValueStart, CharacterReferences.Resolve(attribute.RawValue(_xml)));
    }

    public override void SecretText(in SecretPlace place, ReadOnlySpan<TextPiece> pieces, int contentEnd, string? emptyTagName)
    {
        foreach (ref readonly var piece in pieces)
        {
            Text(piece);
        }

        if (!pieces.IsEmpty)
        {
            CheckWhole(pieces[0].ContentStart, SecretReader.TextOf(_xml, pieces));
        }
    }

    /// <summary>Whether a value is so particular that finding it elsewhere is no accident.</summary>
    private static bool IsTelling(string value)
        => value.Length >= 12 || (value.Length >= 8 && !value.All(char.IsLetterOrDigit));

    private void Check(int start, int end, bool escaped)
    {
        IdTokens.ForEach(_xml, start, end, escaped, _idFound);
        var raw = _xml.AsSpan(start, end - start);
        CheckValues(start, escaped && _tellingValues is not null && raw.Contains('&') ? CharacterReferences.Resolve(raw) : raw);
    }

    /// <summary>Text that a comment, an instruction or a CDATA section cuts in two is one to whoever reads the element.</summary>
    private void CheckRun()
    {
        if (_run.Count > 1)
        {
            var text = new StringBuilder();
            foreach (var piece in _run)
            {
                text.Append(piece.Text(_xml));
            }

            var at = _run[0].ContentStart;
            var whole = text.ToString();
            for (var id = IdTokens.Find(whole, 0); id >= 0; id = IdTokens.Find(whole, id + IdTokens.Length))
            {
                CheckId(at, whole.AsSpan(id, IdTokens.Length));
            }

            CheckValues(at, whole);
        }

        _run.Clear();
    }

    private void CheckId(int at, ReadOnlySpan<char> id)
    {
        if (_devIds.TryGetValue(id, out var spelled))
        {
            _found[(at, spelled)] = ForbiddenKind.DevId;
        }
    }

    private void CheckValues(int at, ReadOnlySpan<char> text)
    {
        if (_tellingValues is not null && text.IndexOfAny(_tellingValues) >= 0)
        {
            _found[(at, string.Empty)] = ForbiddenKind.StrippedValue;
        }
    }

    private void CheckWhole(int at, string value)
    {
        if (_values.Contains(value) && !string.IsNullOrWhiteSpace(value))
        {
            _found[(at, string.Empty)] = ForbiddenKind.StrippedValue;
        }
    }
}
