using System.Xml;

namespace BoomiEmulator.Wire;

/// <summary>Names and reader settings of the platform's XML.</summary>
internal static class Xml
{
    /// <summary>The namespace of every platform document.</summary>
    public const string Platform = "http://api.platform.boomi.com/";

    /// <summary>The XML Schema instance namespace.</summary>
    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 512;

    /// <summary>Longest document that is read, in characters.</summary>
    public const long MaxCharacters = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings DocumentSettings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        CloseInput = true,
    };

    private static readonly XmlReaderSettings FragmentSettings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        ConformanceLevel = ConformanceLevel.Fragment,
        CloseInput = true,
    };

    /// <summary>A reader over a whole document. DTDs are refused and nothing outside the text is resolved.</summary>
    public static XmlReader Document(string text) => XmlReader.Create(new StringReader(text), DocumentSettings);

    /// <summary>A reader over stored parts of a component, which may use the prefix <c>bns</c> without declaring it.</summary>
    public static XmlReader Fragment(string text)
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        namespaces.AddNamespace("bns", Platform);
        namespaces.AddNamespace("xsi", Instance);
        return XmlReader.Create(new StringReader(text), FragmentSettings, new XmlParserContext(namespaces.NameTable, namespaces, null, XmlSpace.None));
    }
}
