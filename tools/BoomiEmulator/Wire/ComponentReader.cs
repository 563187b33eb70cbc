using System.Text;
using System.Xml;
using BoomiEmulator.State;

namespace BoomiEmulator.Wire;

/// <summary>Reads component documents without changing a byte below <c>bns:object</c> and <c>bns:processOverrides</c>.</summary>
public static class ComponentReader
{
    /// <summary>Reads a whole <c>Component</c> document.</summary>
    /// <exception cref="PlatformRefusal">The text is not a component document.</exception>
    public static ComponentDocument Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return ReadDocument(text);
        }
        catch (XmlException broken)
        {
            throw new PlatformRefusal($"Unable to read message body: {broken.Message}", broken);
        }
    }

    /// <summary>Makes a document of a bare type-specific element, as seeds have it.</summary>
    public static ComponentDocument OfFragment(string type, string subType, string name, string fragment) =>
        Read(new StringBuilder()
            .Append("<bns:Component xmlns:bns=\"").Append(Xml.Platform).Append("\" xmlns:xsi=\"").Append(Xml.Instance).Append('"')
            .Append(" name=\"").Append(XmlText.Attribute(name)).Append("\" type=\"").Append(XmlText.Attribute(type))
            .Append("\" subType=\"").Append(XmlText.Attribute(subType)).Append("\"><bns:object>").Append(fragment)
            .Append("</bns:object></bns:Component>").ToString());

    private static ComponentDocument ReadDocument(string text)
    {
        var source = new SourceText(text);
        using var reader = Xml.Document(text);
        reader.MoveToContent();
        if (reader.LocalName != "Component")
            throw new PlatformRefusal($"Unable to read message body: unexpected element '{reader.LocalName}', expected 'Component'");

        if (reader.NamespaceURI != Xml.Platform)
            throw new PlatformRefusal("Unable to read message body: the element 'Component' is not in the platform's namespace");

        var document = ReadRoot(reader);
        var declared = Declarations(reader, []);
        if (reader.IsEmptyElement)
            throw new PlatformRefusal("The component has no object.");

        var described = string.Empty;
        string? objectXml = null;
        var overrides = string.Empty;
        List<string> paths = [];
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
                continue;
            }

            switch (reader.LocalName)
            {
                case "description":
                    described = reader.ReadElementContentAsString();
                    break;
                case "encryptedValues":
                    ReadPaths(reader, paths);
                    break;
                case "object":
                    objectXml = Part(reader, source, "object", declared, out var elements);
                    if (elements != 1)
                        throw new PlatformRefusal($"The component's object must hold exactly one element, it holds {elements}.");
                    break;
                case "processOverrides":
                    overrides = Part(reader, source, "processOverrides", declared, out _);
                    break;
                default:
                    throw new PlatformRefusal($"Unable to read message body: unexpected element '{reader.LocalName}' below 'Component'");
            }
        }

        while (reader.Read())
        {
            // To the end of the text, so that what follows the root is checked too.
        }

        return document with
        {
            Description = described,
            ObjectXml = objectXml ?? throw new PlatformRefusal("The component has no object."),
            OverridesXml = overrides,
            EncryptedPaths = paths,
        };
    }

    private static ComponentDocument ReadRoot(XmlReader reader) => new()
    {
        ComponentId = Filled(reader.GetAttribute("componentId")),
        BranchId = Filled(reader.GetAttribute("branchId")),
        FolderId = reader.GetAttribute("folderId")?.Trim(),
        Name = reader.GetAttribute("name"),
        Type = Filled(reader.GetAttribute("type")),
        SubType = reader.GetAttribute("subType"),
        CopiedFromComponentId = Filled(reader.GetAttribute("copiedFromComponentId")),
        CopiedFromComponentVersion = int.TryParse(reader.GetAttribute("copiedFromComponentVersion"), out var version) ? version : null,
        ObjectXml = string.Empty,
    };

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static void ReadPaths(XmlReader reader, List<string> paths)
    {
        using var below = reader.ReadSubtree();
        while (below.Read())
        {
            if (below.NodeType == XmlNodeType.Element && below.LocalName == "encryptedValue" && below.GetAttribute("path") is { Length: > 0 } path)
                paths.Add(path);
        }

        reader.Read();
    }

    /// <summary>The namespace declarations in force that the stored text will not find in the answers' own root.</summary>
    private static Dictionary<string, string> Declarations(XmlReader reader, Dictionary<string, string> inherited)
    {
        var declared = new Dictionary<string, string>(inherited);
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == "http://www.w3.org/2000/xmlns/")
                declared[reader.Prefix.Length == 0 ? string.Empty : reader.LocalName] = reader.Value;
        }

        reader.MoveToElement();
        return declared;
    }

    private static string Part(XmlReader reader, SourceText source, string name, Dictionary<string, string> outer, out int elements)
    {
        var declared = Declarations(reader, outer);
        elements = 0;
        var head = new StringBuilder("<bns:").Append(name);
        foreach (var (prefix, uri) in declared)
        {
            var known = prefix switch { "bns" => uri == Xml.Platform, "xsi" => uri == Xml.Instance, "" => uri.Length == 0, _ => false };
            if (!known)
                head.Append(prefix.Length == 0 ? " xmlns" : " xmlns:").Append(prefix).Append("=\"").Append(XmlText.Attribute(uri)).Append('"');
        }

        if (reader.IsEmptyElement)
        {
            reader.Read();
            return head.Append("/>").ToString();
        }

        var start = source.EndOfStartTag(source.OffsetOf(reader));
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.Depth > Xml.MaxDepth)
                throw new PlatformRefusal($"Unable to read message body: nested deeper than {Xml.MaxDepth} levels");

            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1)
                elements++;
        }

        var end = source.OffsetOf(reader) - 2;
        reader.Read();
        return head.Append('>').Append(source.Text, start, end - start).Append("</bns:").Append(name).Append('>').ToString();
    }
}
