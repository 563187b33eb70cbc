using System.Globalization;
using System.Text;
using System.Xml;

namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// Bulk reads of components. In the answer each component is an element <c>Result</c>; it is cut out of the text, so that everything
/// below its root stays as the platform wrote it, byte for byte.
/// </summary>
internal static class BulkComponents
{
    /// <summary>Most components in one bulk read.</summary>
    public const int MaxIds = 5;

    /// <summary>The body that asks for <paramref name="ids"/>, plain or with <c>~version</c>.</summary>
    public static string Request(IEnumerable<string> ids)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("bns", "BulkRequest", PlatformXml.Namespace);
            writer.WriteAttributeString("xmlns", "xsi", null, PlatformXml.SchemaInstance);
            writer.WriteAttributeString("type", "GET");
            foreach (var id in ids)
            {
                writer.WriteStartElement("bns", "request", PlatformXml.Namespace);
                writer.WriteAttributeString("xsi", "type", PlatformXml.SchemaInstance, "bns:BulkId");
                writer.WriteAttributeString("id", id);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>The entries of an answer.</summary>
    /// <exception cref="XmlException">The answer is not well-formed, has a DTD, or nests too deep.</exception>
    public static IReadOnlyList<BulkEntry> Read(string xml)
    {
        var lines = new TextLines(xml);
        var entries = new List<BulkEntry>();
        using var reader = SafeXml.Open(xml);
        while (reader.ReadBounded())
        {
            if (reader.NodeType == XmlNodeType.Element && string.Equals(reader.LocalName, "response", StringComparison.Ordinal))
            {
                entries.Add(Entry(reader, xml, lines));
            }
        }

        return entries;
    }

    private static BulkEntry Entry(XmlReader reader, string xml, TextLines lines)
    {
        var entry = new BulkEntry(
            reader.GetAttribute("id") ?? string.Empty,
            int.TryParse(reader.GetAttribute("statusCode"), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 200,
            ErrorText.Shorten(reader.GetAttribute("errorMessage") ?? string.Empty),
            Envelope: null,
            Xml: null);
        if (reader.IsEmptyElement)
        {
            return entry;
        }

        var depth = reader.Depth;
        while (reader.ReadBounded() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1 && string.Equals(reader.LocalName, "Result", StringComparison.Ordinal))
            {
                var envelope = ComponentEnvelope.FromAttributes(reader);
                entry = entry with { Envelope = envelope, Xml = Cut(reader, xml, lines) };
            }
        }

        return entry;
    }

    /// <summary>The element that <paramref name="reader"/> stands on, as a document with root <c>Component</c>; the reader is left on its end.</summary>
    private static string Cut(XmlReader reader, string xml, TextLines lines)
    {
        var document = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        var root = reader.Prefix.Length > 0 ? $"{reader.Prefix}:Component" : "Component";
        document.Append('<').Append(root);
        foreach (var (prefix, name) in ((IXmlNamespaceResolver)reader).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
        {
            Attribute(document, prefix.Length > 0 ? $"xmlns:{prefix}" : "xmlns", name);
        }

        var place = lines.Offset((IXmlLineInfo)reader);
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        for (var found = reader.MoveToFirstAttribute(); found; found = reader.MoveToNextAttribute())
        {
            var isType = string.Equals(reader.NamespaceURI, PlatformXml.SchemaInstance, StringComparison.Ordinal) && string.Equals(reader.LocalName, "type", StringComparison.Ordinal);
            if (!isType && !string.Equals(reader.NamespaceURI, "http://www.w3.org/2000/xmlns/", StringComparison.Ordinal))
            {
                Attribute(document, reader.Name, reader.Value);
            }
        }

        reader.MoveToElement();
        if (empty)
        {
            return document.Append("/>").ToString();
        }

        while (reader.ReadBounded() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            // Walks to the end of the element; what lies between is copied as text.
        }

        var inner = EndOfStartTag(xml, place) + 1;
        var end = lines.Offset((IXmlLineInfo)reader) - 2;
        return document.Append('>').Append(xml, inner, end - inner).Append("</").Append(root).Append('>').ToString();
    }

    private static int EndOfStartTag(string xml, int start)
    {
        var quote = '\0';
        for (var index = start; index < xml.Length; index++)
        {
            var character = xml[index];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '>')
            {
                return index;
            }
        }

        throw new XmlException("A start tag does not end.");
    }

    private static void Attribute(StringBuilder document, string name, string value)
    {
        document.Append(' ').Append(name).Append("=\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => document.Append("&amp;"),
                '<' => document.Append("&lt;"),
                '"' => document.Append("&quot;"),
                '\t' or '\n' or '\r' => document.Append("&#").Append((int)character).Append(';'),
                _ => document.Append(character),
            };
        }

        document.Append('"');
    }

    /// <summary>Turns a reader's line and column into a place in the text.</summary>
    private sealed class TextLines
    {
        private readonly List<int> _starts = [0];

        public TextLines(string text)
        {
            for (var index = 0; index < text.Length; index++)
            {
                if (text[index] == '\n' || (text[index] == '\r' && (index + 1 >= text.Length || text[index + 1] != '\n')))
                {
                    _starts.Add(index + 1);
                }
            }
        }

        public int Offset(IXmlLineInfo place) => _starts[place.LineNumber - 1] + place.LinePosition - 1;
    }
}
