using System.Xml;

namespace PromotionEngine.Boomi.Platform;

/// <summary>How XML from outside is opened: no DTD, no resolver, bounded.</summary>
internal static class PlatformXml
{
    /// <summary>Namespace of the Platform API.</summary>
    public const string Namespace = "http://api.platform.boomi.com/";

    /// <summary>Namespace of <c>xsi:type</c>.</summary>
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

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
    public static bool ReadBounded(this XmlReader reader)
    {
        var read = reader.Read();
        return reader.Depth <= MaxDepth ? read : throw new XmlException($"The document nests deeper than {MaxDepth} elements.");
    }
}
