using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Modelling;

/// <summary>The XML of the platform side: its namespace and lenient reading of attributes and elements.</summary>
internal static class ModelXml
{
    public static readonly XNamespace Mdm = "http://mdm.api.platform.boomi.com/";

    /// <summary>An element in the platform side's namespace with the usual prefix.</summary>
    public static XElement Element(string name, params object?[] content) => new(Mdm + name, content);

    /// <summary>Like <see cref="Element"/>, with the prefix declared on it: for roots.</summary>
    public static XElement Root(string name, params object?[] content)
    {
        var element = new XElement(Mdm + name, new XAttribute(XNamespace.Xmlns + "mdm", Mdm.NamespaceName));
        element.Add(content);
        return element;
    }

    public static string? Text(this XElement parent, string name) => parent.Element(Mdm + name)?.Value.Trim();

    public static string? Attr(this XElement element, string name) => element.Attribute(name)?.Value.Trim();

    public static bool Flag(this XElement element, string name) => string.Equals(element.Attr(name), "true", StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<XElement> Under(this XElement parent, string holder, string name) =>
        parent.Element(Mdm + holder)?.Elements(Mdm + name) ?? [];
}
