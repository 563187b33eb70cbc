using System.Globalization;
using System.Xml;

namespace BoomiEmulator.Wire;

/// <summary>Finds the places of a component part that hold secrets.</summary>
internal sealed class SecretPlaces
{
    private static readonly string[] SecretEndings = ["password", "passphrase", "clientsecret", "accesstoken", "refreshtoken"];

    private readonly SourceText _source;
    private readonly IReadOnlyList<string> _listed;
    private readonly Dictionary<string, string> _stored;
    private readonly List<SecretPlace> _places = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Stack<Frame> _frames = new();

    private SecretPlaces(string part, IReadOnlyList<string> listed, Dictionary<string, string> stored)
    {
        _source = new SourceText(part);
        _listed = [.. listed.Select(static path => path.Replace('"', '\'').TrimStart('/'))];
        _stored = stored;
    }

    /// <summary>A cheap look whether a part could hold a secret at all.</summary>
    public static bool MayHold(string part) =>
        Array.Exists(SecretEndings, ending => part.Contains(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>All places, in document order of their elements.</summary>
    public static List<SecretPlace> Find(string part, IReadOnlyList<string> listed, Dictionary<string, string> stored)
    {
        var search = new SecretPlaces(part, listed, stored);
        search.Walk();
        return search._places;
    }

    private void Walk()
    {
        using var reader = Xml.Fragment(_source.Text);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Enter(reader);
                    break;
                case XmlNodeType.EndElement:
                    Leave(_source.OffsetOf(reader) - 2);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when _frames.Count > 0:
                    _frames.Peek().Text += reader.Value;
                    break;
                default:
                    break;
            }
        }
    }

    private void Enter(XmlReader reader)
    {
        var nameOffset = _source.OffsetOf(reader);
        var empty = reader.IsEmptyElement;
        var name = reader.LocalName;
        var parent = _frames.Count > 0 ? _frames.Peek() : null;
        if (parent is not null)
            parent.HasChildren = true;

        // The part's own root (bns:object, bns:processOverrides) is not named in paths.
        var path = parent is null ? "/" : $"{parent.Path}/{name}{Predicate(reader)}";
        var typeIsPassword = string.Equals(reader.GetAttribute("type"), "password", StringComparison.OrdinalIgnoreCase);
        var here = new HashSet<string>(StringComparer.Ordinal);
        while (parent is not null && reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length > 0 || reader.Prefix == "xmlns")
                continue;

            var attributePath = $"{path}/@{reader.LocalName}";
            here.Add(reader.LocalName);
            if ((typeIsPassword && reader.LocalName == "value") || IsSecretName(reader.LocalName) || IsListed(attributePath))
            {
                var (start, end) = _source.AttributeValue(_source.OffsetOf(reader));
                Add(attributePath, start, end - start, reader.Value, attribute: null);
            }
        }

        reader.MoveToElement();
        if (parent is not null)
            AddMissing(path, here, nameOffset, empty, typeIsPassword);

        var frame = new Frame(path, name, _source.EndOfStartTag(nameOffset));
        _frames.Push(frame);
        if (empty)
            Leave(-1);
    }

    private void AddMissing(string path, HashSet<string> here, int nameOffset, bool empty, bool typeIsPassword)
    {
        var end = _source.EndOfStartTag(nameOffset) - (empty ? 2 : 1);
        var prefix = path + "/@";
        if (typeIsPassword && !here.Contains("value"))
            AddMissing(prefix + "value", "value", end);

        foreach (var stored in _stored.Keys)
        {
            if (!stored.StartsWith(prefix, StringComparison.Ordinal))
                continue;

            var attribute = stored[prefix.Length..];
            if (!here.Contains(attribute) && !attribute.Contains('/'))
                AddMissing(stored, attribute, end);
        }
    }

    private void AddMissing(string path, string attribute, int offset)
    {
        if (!_paths.Contains(path))
            Add(path, offset, 0, value: null, attribute);
    }

    private void Leave(int endOffset)
    {
        var frame = _frames.Pop();
        if (_frames.Count == 0)
            return;

        var parent = _frames.Peek();
        if (frame.Name == "type" && frame.Text.Trim() == "password")
            parent.HoldsPassword = true;

        var textPath = frame.Path;
        var isSecret = IsSecretName(frame.Name) || (frame.Name == "defaultValue" && parent.HoldsPassword) || IsListed(textPath);
        if (isSecret && !frame.HasChildren && endOffset >= 0)
            Add(textPath, frame.TextStart, endOffset - frame.TextStart, frame.Text, attribute: null);
    }

    private void Add(string path, int start, int length, string? value, string? attribute)
    {
        var unique = path;
        for (var n = 2; !_paths.Add(unique); n++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{path}[{n}]");

        _places.Add(new SecretPlace(unique, start, length, value, attribute));
    }

    private bool IsListed(string path) => _listed.Count > 0 && _listed.Any(listed => path.EndsWith("/" + listed, StringComparison.Ordinal));

    private static bool IsSecretName(string name) => Array.Exists(SecretEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Predicate(XmlReader reader)
    {
        foreach (var name in (ReadOnlySpan<string>)["id", "key", "name"])
        {
            if (reader.GetAttribute(name) is { Length: > 0 } value)
                return $"[@{name}='{value}']";
        }

        return string.Empty;
    }

    private sealed class Frame(string path, string name, int textStart)
    {
        public string Path { get; } = path;

        public string Name { get; } = name;

        public int TextStart { get; } = textStart;

        public string Text { get; set; } = string.Empty;

        public bool HasChildren { get; set; }

        public bool HoldsPassword { get; set; }
    }
}
