using System.Globalization;
using System.Xml;

namespace PromotionEngine.Boomi.Platform;

/// <summary>The attributes of a component document's root.</summary>
internal sealed record ComponentEnvelope(string Id, int Version, string Name, string Type, string FolderId, string BranchId, string BranchName)
{
    /// <summary>Reads a whole document: its root must be a component, and all of it well-formed, without DTD and not too deep.</summary>
    public static ComponentEnvelope Read(string xml)
    {
        using var reader = SafeXml.Open(xml);
        ComponentEnvelope? envelope = null;
        while (reader.ReadBounded())
        {
            if (envelope is null && reader.NodeType == XmlNodeType.Element)
            {
                envelope = string.Equals(reader.LocalName, "Component", StringComparison.Ordinal)
                    ? FromAttributes(reader)
                    : throw new XmlException("The document is not a component.");
            }
        }

        return envelope ?? throw new XmlException("The document is empty.");
    }

    /// <summary>The attributes of the element that <paramref name="reader"/> stands on.</summary>
    public static ComponentEnvelope FromAttributes(XmlReader reader) => new(
        Value(reader, "componentId"),
        int.TryParse(Value(reader, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        Value(reader, "name"),
        Value(reader, "type"),
        Value(reader, "folderId"),
        Value(reader, "branchId"),
        Value(reader, "branchName"));

    private static string Value(XmlReader reader, string name) => reader.GetAttribute(name)?.Trim() ?? string.Empty;
}
