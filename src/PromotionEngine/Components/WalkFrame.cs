namespace PromotionEngine.Components;

/// <summary>An element that is open while a document is walked. Reused, because documents have many and nest little.</summary>
internal sealed class WalkFrame
{
    private readonly Dictionary<string, int> _childCounts = new(StringComparer.Ordinal);
    private string? _lastChild;
    private int _lastChildCount;

    public ElementName Name { get; private set; } = null!;

    public int TagStart { get; private set; }

    /// <summary>Which child of that name it is, counted from 1.</summary>
    public int Position { get; private set; }

    /// <summary>Its <c>id</c>, else <c>key</c>, else <c>name</c>: what tells it from its siblings whatever their order.</summary>
    public (string Attribute, int Start, int End)? Identity { get; set; }

    /// <summary>Whether its text is secret, and the name that made it so.</summary>
    public string? SecretName { get; set; }

    /// <summary>Whether that also holds for the elements in it.</summary>
    public bool Inherits { get; set; }

    /// <summary>Whether it is an entry whose <c>value</c> is secret, and the name that made it so.</summary>
    public string? EntryName { get; set; }

    public bool Encrypted { get; set; }

    public bool HasChildren { get; set; }

    /// <summary>Where its pieces of text begin in the walk's list.</summary>
    public int FirstPiece { get; set; }

    /// <summary>Its path, once somebody asked.</summary>
    public string? Path { get; set; }

    public void Open(ElementName name, int tagStart, int position, int firstPiece)
    {
        Name = name;
        TagStart = tagStart;
        Position = position;
        FirstPiece = firstPiece;
        Identity = null;
        SecretName = null;
        EntryName = null;
        Inherits = false;
        Encrypted = false;
        HasChildren = false;
        Path = null;
        _lastChild = null;
        _lastChildCount = 0;
        _childCounts.Clear();
    }

    /// <summary>Counts a child; answers which one of its name it is. Runs of one name, the usual case, stay out of the dictionary.</summary>
    public int CountChild(string name)
    {
        HasChildren = true;
        if (ReferenceEquals(name, _lastChild))
        {
            return ++_lastChildCount;
        }

        if (_lastChild is not null)
        {
            _childCounts[_lastChild] = _lastChildCount;
        }

        _lastChild = name;
        _lastChildCount = _childCounts.GetValueOrDefault(name) + 1;
        return _lastChildCount;
    }
}
