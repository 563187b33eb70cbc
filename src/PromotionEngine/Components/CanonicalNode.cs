using System.Xml;

namespace PromotionEngine.Components;

/// <summary>A piece of a document on its way to its canonical spelling.</summary>
internal sealed class CanonicalNode(XmlNodeType type, string name, string value)
{
    private List<CanonicalNode>? _children;
    private List<(string Name, string Value)>? _attributes;

    public XmlNodeType Type => type;

    public string Name => name;

    public string Value => value;

    /// <summary>In canonical order. Lists are made when they are needed: a document can have millions of elements with neither.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes => _attributes is null ? [] : _attributes;

    public IReadOnlyList<CanonicalNode> Children => _children is null ? [] : _children;

    /// <summary>Whether white space among the children is layout only: there are children, and none of them is text.</summary>
    public bool IsLaidOut
        => _children is not null
        && _children.Exists(child => child.Type != XmlNodeType.Whitespace)
        && !_children.Exists(child => child.Type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace);

    public void Add(CanonicalNode child) => (_children ??= []).Add(child);

    public void Add(string attribute, string value) => (_attributes ??= []).Add((attribute, value));

    public void SortAttributes() => _attributes?.Sort(static (left, right) =>
    {
        var byKind = IsNamespace(right.Name).CompareTo(IsNamespace(left.Name));
        return byKind != 0 ? byKind : string.CompareOrdinal(left.Name, right.Name);
    });

    private static bool IsNamespace(string attribute) => attribute is "xmlns" || attribute.StartsWith("xmlns:", StringComparison.Ordinal);
}
