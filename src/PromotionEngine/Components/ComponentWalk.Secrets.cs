using System.Runtime.InteropServices;

namespace PromotionEngine.Components;

/// <summary>Which places are secret.</summary>
internal sealed partial class ComponentWalk : IElementStack
{
    private const int MatchBudget = 5_000_000;

    private readonly MarkupLexer _ancestorLexer;
    private int _matchWork;
    private int _places;

    string IElementStack.LocalName(int index) => _frames[index].Name.Local;

    int IElementStack.Position(int index) => _frames[index].Position;

    string? IElementStack.Attribute(int index, string localName)
    {
        var lexer = _lexer;
        if (index != _depth - 1)
        {
            lexer = _ancestorLexer;
            lexer.ReadStartTag(_frames[index].TagStart);
        }

        _matchWork += lexer.Attributes.Length;
        foreach (ref readonly var attribute in lexer.Attributes)
        {
            if (LocalName(attribute).Equals(localName, StringComparison.Ordinal))
            {
                return CharacterReferences.Resolve(attribute.RawValue(_xml));
            }
        }

        return null;
    }

    /// <summary>Tells the sink about the attributes of an element that may hold secrets, and notes what its text will be.</summary>
    private void OpenWithSecrets(WalkFrame frame)
    {
        var name = frame.Name;
        var parent = _depth > 2 ? _frames[_depth - 2] : null;
        var attributes = _lexer.Attributes;
        var marks = Marks(frame, attributes);
        var listed = Listed(frame);

        if (parent?.Inherits == true)
        {
            frame.SecretName = parent.SecretName;
            frame.Inherits = true;
        }
        else if (name.IsValue && parent?.EntryName is { } entryName)
        {
            frame.SecretName = entryName;
            frame.Encrypted = parent.Encrypted;
        }
        else if (name.IsSecret)
        {
            frame.SecretName = name.Local;
            frame.Inherits = true;
        }

        if (marks.EntryName is not null)
        {
            frame.EntryName = marks.EntryName;
            frame.SecretName ??= marks.EntryName;
            frame.Encrypted |= marks.Encrypted;
        }

        if (listed.Text)
        {
            frame.SecretName ??= name.Local;
            frame.Encrypted = true;
        }

        Attributes(frame, attributes, listed.Attributes);
    }

    private void Attributes(WalkFrame frame, ReadOnlySpan<MarkupAttribute> attributes, List<string>? listed)
    {
        var hasValue = false;
        foreach (ref readonly var attribute in attributes)
        {
            var local = LocalName(attribute);
            var isValue = local is "value";
            hasValue |= isValue;
            var isListed = IsListed(local, listed);
            var raw = attribute.RawValue(_xml);
            var isPassword = isValue ? IsPasswordEntry(frame, raw) : IsPasswordAttribute(local, raw);
            var encryption = isListed || (isValue && frame.Encrypted) ? PlaceEncryption.Declared
                : isPassword && SecretName.IsHashLike(raw) ? PlaceEncryption.ByValue
                : PlaceEncryption.None;
            if (isValue && (isListed || isPassword || frame.EntryName is not null))
            {
                var name = frame.EntryName ?? IdentityOf(frame) ?? "value";
                _sink.SecretAttribute(Place(frame, "/@value", name, encryption, isEntry: true), attribute);
            }
            else if (!isValue && (isListed || isPassword || (_namesCount && SecretName.IsSecretAttribute(local))))
            {
                _sink.SecretAttribute(Place(frame, string.Concat("/@", local), local.ToString(), encryption, isEntry: false), attribute);
            }
            else
            {
                _sink.Value(attribute.ValueStart, attribute.ValueEnd);
            }
        }

        if (!hasValue && frame.EntryName is not null && !frame.Encrypted && !IsListed("value", listed))
        {
            var insertAt = attributes.IsEmpty ? _lexer.ContentEnd : attributes[^1].End;
            _sink.AbsentSecretAttribute(Place(frame, "/@value", frame.EntryName, PlaceEncryption.None, isEntry: true), insertAt);
        }
    }

    /// <summary>Whether the value of an entry is a password by the entry's name and by its look.</summary>
    private bool IsPasswordEntry(WalkFrame frame, ReadOnlySpan<char> value)
        => LooksEncrypted(value) && frame.Name.IsEntry && IdentityOf(frame) is { } identity && SecretName.IsPassword(identity);

    /// <summary>Whether an attribute is a password by its own name and by its look.</summary>
    private bool IsPasswordAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => SecretName.IsPassword(name) && LooksEncrypted(value);

    /// <summary>Whether a value can be a password's: a hash; for display, where the other side may hold the hash, anything but a flag.</summary>
    private bool LooksEncrypted(ReadOnlySpan<char> value) => SecretName.IsHashLike(value) || (_forDisplay && value is not ("true" or "false"));

    /// <summary>Reads the attributes that say something about the element's value.</summary>
    private (string? EntryName, bool Encrypted) Marks(WalkFrame frame, ReadOnlySpan<MarkupAttribute> attributes)
    {
        string? entryName = null;
        var encrypted = false;
        var rank = 0;
        foreach (ref readonly var attribute in attributes)
        {
            var local = LocalName(attribute);
            var attributeRank = local switch { "id" => 3, "key" => 2, "name" => 1, _ => 0 };
            if (attributeRank > 0)
            {
                if (attributeRank > rank)
                {
                    rank = attributeRank;
                    frame.Identity = (local.ToString(), attribute.ValueStart, attribute.ValueEnd);
                }

                if (_namesCount && frame.Name.IsEntry && entryName is null)
                {
                    var value = CharacterReferences.Resolve(attribute.RawValue(_xml));
                    entryName = SecretName.IsSecret(value.AsSpan().Trim()) ? value : null;
                }
            }
            else if ((local is "type" && Is(attribute, "password")) || (local is "encrypted" && Is(attribute, "true")))
            {
                encrypted = true;
            }
        }

        return (entryName ?? (encrypted ? IdentityOf(frame) ?? frame.Name.Local : null), encrypted);
    }

    /// <summary>What <c>encryptedValues</c> lists of this element: attributes by name, or its text.</summary>
    private (List<string>? Attributes, bool Text) Listed(WalkFrame frame)
    {
        List<string>? attributes = null;
        var text = false;
        foreach (var path in frame.Name.EncryptedPaths)
        {
            _matchWork += path.Length + _depth;
            if (_matchWork > MatchBudget)
            {
                throw TooMany();
            }

            if (path.LeadsTo(_depth, this))
            {
                text |= path.Attribute is null;
                if (path.Attribute is not null)
                {
                    (attributes ??= []).Add(path.Attribute);
                }
            }
        }

        return (attributes, text);
    }

    private static bool MayBeSecret(WalkFrame frame) => frame.SecretName is not null || frame.Name.IsPassword;

    private void CloseSecret(WalkFrame frame, int contentEnd, bool emptyTag)
    {
        var pieces = CollectionsMarshal.AsSpan(_pieces)[frame.FirstPiece..];
        var blank = IsBlank(pieces);
        var isPassword = frame.Name.IsPassword && !blank && LooksEncrypted(SecretReader.TextOf(_xml, pieces));
        if ((frame.SecretName is null && !isPassword) || (frame.HasChildren && blank))
        {
            foreach (ref readonly var piece in pieces)
            {
                _sink.Text(piece);
            }

            return;
        }

        var encryption = frame.Encrypted ? PlaceEncryption.Declared : isPassword ? PlaceEncryption.ByValue : PlaceEncryption.None;
        var place = Place(frame, "/text()", frame.SecretName ?? frame.Name.Local, encryption, isEntry: frame.EntryName is not null);
        _sink.SecretText(place, pieces, contentEnd, emptyTag ? frame.Name.Raw : null);
    }

    private bool IsBlank(ReadOnlySpan<TextPiece> pieces)
    {
        foreach (ref readonly var piece in pieces)
        {
            if (!_xml.AsSpan(piece.ContentStart, piece.ContentEnd - piece.ContentStart).IsWhiteSpace())
            {
                return false;
            }
        }

        return true;
    }

    private SecretPlace Place(WalkFrame frame, string tail, string name, PlaceEncryption encryption, bool isEntry)
    {
        if (++_places > _document.Limits.MaxSecretPlaces)
        {
            throw TooMany();
        }

        return _paths.Place(_frames, _depth, tail, name, encryption, isEntry && frame.Identity is not null);
    }

    private string? IdentityOf(WalkFrame frame)
        => frame.Identity is var (_, start, end) ? CharacterReferences.Resolve(_xml.AsSpan(start, end - start)) : null;

    private bool Is(in MarkupAttribute attribute, string word)
        => CharacterReferences.Resolve(attribute.RawValue(_xml)).AsSpan().Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    private ReadOnlySpan<char> LocalName(in MarkupAttribute attribute)
    {
        var name = attribute.Name(_xml);
        return name[(name.IndexOf(':') + 1)..];
    }

    private static bool IsListed(ReadOnlySpan<char> local, List<string>? listed)
    {
        if (listed is null)
        {
            return false;
        }

        foreach (var name in listed)
        {
            if (name is "*" || local.Equals(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ComponentXmlException TooMany()
        => new(ComponentXmlProblem.TooManySecretPlaces, "The document has more places for secrets than any real component.");
}
