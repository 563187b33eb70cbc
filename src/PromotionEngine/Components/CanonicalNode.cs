using System.Xml;

namespace PromotionEngine.Components;

/// <summary>A piece of a document on its way to its canonical spelling.</summary>
internal sealed class CanonicalNode(XmlNodeType type, string name, string value)
{
    public XmlNodeType Type => type;

    public string Name => name;

    public string Value => value;

    /// <summary>In canonical order.</summary>
    public List<(string Name, string Value)> Attributes { get; } = [];

    public List<CanonicalNode> Children { get; } = [];

    /// <summary>Whether white space among the children is layout only: there are children, and none of them is text.</summary>
    public bool IsLaidOut
        => Children.Exists(child => child.Type != XmlNodeType.Whitespace)
        && !Children.Exists(child => child.Type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace);
}
