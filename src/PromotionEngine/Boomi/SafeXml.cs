using System.Xml;
using System.Xml.Linq;

namespace PromotionEngine.Boomi;

/// <summary>How XML from outside is opened: no DTD, no resolver, bounded.</summary>
internal static class SafeXml
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 500;

    /// <summary>A reader over <paramref name="xml"/> that keeps everything but refuses DTDs.</summary>
    public static XmlReader Open(string xml) => XmlReader.Create(new StringReader(xml), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = xml.Length + 1L,
        IgnoreWhitespace = false,
        CloseInput = true,
    });

    /// <summary>Reads the next node and refuses documents that nest deeper than <see cref="MaxDepth"/>.</summary>
    /// <exception cref="XmlException">It is not well-formed, has a DTD, or nests too deep.</exception>
    public static bool ReadBounded(this XmlReader reader)
    {
        bool read;
        try
        {
            read = reader.Read();
        }
        catch (XmlException exception) when (exception.Message.Contains("DTD", StringComparison.Ordinal))
        {
            // The reader's own words advise a programmer to allow it.
            throw new XmlException("The document has a document type declaration (DTD), which is not allowed.", exception);
        }

        return reader.Depth <= MaxDepth ? read : throw new XmlException($"The document nests deeper than {MaxDepth} elements.");
    }

    /// <summary>The root of a small document.</summary>
    /// <exception cref="XmlException">It is not well-formed, has a DTD, or nests too deep.</exception>
    public static XElement Load(string xml)
    {
        using (var reader = Open(xml))
        {
            while (reader.ReadBounded())
            {
                // The depth is checked before a tree is built.
            }
        }

        using var again = Open(xml);
        return XElement.Load(again);
    }

    /// <summary>Descendants by local name; Boomi's prefixes and namespaces vary.</summary>
    public static IEnumerable<XElement> Named(this XElement element, string localName) =>
        element.DescendantsAndSelf().Where(candidate => string.Equals(candidate.Name.LocalName, localName, StringComparison.Ordinal));

    /// <summary>Text of the first child of that local name, trimmed; empty when there is none.</summary>
    public static string ChildText(this XElement element, string localName) =>
        element.Elements().FirstOrDefault(child => string.Equals(child.Name.LocalName, localName, StringComparison.Ordinal))?.Value.Trim() ?? string.Empty;
}
