using System.Text;
using System.Xml;

namespace PromotionEngine.Components;

/// <summary>Writes documents in their canonical spelling.</summary>
internal sealed class CanonicalWriter
{
    private readonly StringBuilder _text;

    private CanonicalWriter(int length) => _text = new StringBuilder(length);

    public static string Write(ComponentDocument document, bool withEncryptedValues)
    {
        var writer = new CanonicalWriter(document.Xml.Length + (document.Xml.Length / 8));
        foreach (var node in Read(document, withEncryptedValues).Children.Where(child => child.Type != XmlNodeType.Whitespace))
        {
            writer.BreakLine(0);
            writer.Node(node, 0, laidOut: true);
        }

        return writer._text.ToString();
    }

    private static CanonicalNode Read(ComponentDocument document, bool withEncryptedValues)
    {
        using var source = new StringReader(document.Xml);
        using var reader = XmlReader.Create(source, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var open = new Stack<CanonicalNode>();
        open.Push(new CanonicalNode(XmlNodeType.Document, string.Empty, string.Empty));
        var section = -1;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                open.Pop();
                continue;
            }

            if (reader.NodeType == XmlNodeType.XmlDeclaration)
            {
                continue;
            }

            var node = new CanonicalNode(reader.NodeType, reader.Name, reader.Value);
            var left = reader is { NodeType: XmlNodeType.Element, Depth: 1 }
                && document.Sections[++section] == EnvelopeSection.EncryptedValues && !withEncryptedValues;
            if (!left)
            {
                open.Peek().Add(node);
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                var isEmpty = reader.IsEmptyElement;
                Attributes(reader, node);
                if (!isEmpty)
                {
                    open.Push(node);
                }
            }
        }

        return open.Pop();
    }

    private static void Attributes(XmlReader reader, CanonicalNode node)
    {
        var isRoot = reader.Depth == 0;
        while (reader.MoveToNextAttribute())
        {
            if (!isRoot || !RootAttribute.IsVolatile(reader.Name))
            {
                node.Add(reader.Name, reader.Value);
            }
        }

        reader.MoveToElement();
        node.SortAttributes();
    }

    private void Node(CanonicalNode node, int depth, bool laidOut)
    {
        switch (node.Type)
        {
            case XmlNodeType.Element:
                Element(node, depth, laidOut);
                break;
            case XmlNodeType.CDATA:
                _text.Append("<![CDATA[").Append(node.Value).Append("]]>");
                break;
            case XmlNodeType.Comment:
                _text.Append("<!--").Append(node.Value).Append("-->");
                break;
            case XmlNodeType.ProcessingInstruction:
                _text.Append("<?").Append(node.Name).Append(node.Value.Length > 0 ? " " : string.Empty).Append(node.Value).Append("?>");
                break;
            default:
                _text.Append(CharacterReferences.Spell(node.Value, quote: null));
                break;
        }
    }

    private void Element(CanonicalNode node, int depth, bool laidOut)
    {
        _text.Append('<').Append(node.Name);
        foreach (var (name, value) in node.Attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(CharacterReferences.Spell(value, '"')).Append('"');
        }

        if (node.Children.Count == 0)
        {
            _text.Append("/>");
            return;
        }

        _text.Append('>');
        var layOut = laidOut && node.IsLaidOut;
        foreach (var child in node.Children)
        {
            if (!layOut)
            {
                Node(child, depth + 1, laidOut: false);
            }
            else if (child.Type != XmlNodeType.Whitespace)
            {
                BreakLine(depth + 1);
                Node(child, depth + 1, laidOut: true);
            }
        }

        if (layOut)
        {
            BreakLine(depth);
        }

        _text.Append("</").Append(node.Name).Append('>');
    }

    private void BreakLine(int depth)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n').Append(' ', depth * 2);
        }
    }
}
