using System.Xml;
using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Http;

/// <summary>XML from outside: no DTD, nothing fetched, bounded in size and depth.</summary>
internal static class SafeXml
{
    private const int DepthLimit = 64;
    private const long CharacterLimit = 64L * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = CharacterLimit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static XmlReader Open(byte[] body) => XmlReader.Create(new MemoryStream(body, writable: false), Settings);

    /// <summary>The root element.</summary>
    /// <exception cref="XmlException">Not well-formed, too deep, too large, or with a DTD.</exception>
    public static XElement Parse(byte[] body)
    {
        using var reader = Open(body);
        reader.MoveToContent();
        return ReadToEnd(reader);
    }

    /// <summary>The element that the reader stands on; reads on to the end of the document.</summary>
    /// <exception cref="XmlException">Not well-formed, too deep, too large, or with a DTD.</exception>
    public static XElement ReadToEnd(XmlReader reader)
    {
        var root = ReadStart(reader);
        var open = new Stack<XElement>();
        if (!reader.IsEmptyElement)
            open.Push(root);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth > DepthLimit)
                        throw new XmlException($"Elements are nested deeper than {DepthLimit} levels.");
                    var empty = reader.IsEmptyElement;
                    var element = ReadStart(reader);
                    open.Peek().Add(element);
                    if (!empty)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Add(reader.Value);
                    break;
            }
        }

        return root;
    }

    private static XElement ReadStart(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
            element.Add(new XAttribute(reader.Name == "xmlns" ? "xmlns" : XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
        reader.MoveToElement();
        return element;
    }
}
