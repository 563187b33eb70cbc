using System.Text.Json;
using System.Xml;
using BoomiEmulator.State;

namespace BoomiEmulator.Wire;

/// <summary>Reads request bodies in XML and JSON.</summary>
internal static class RequestReader
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 64 };

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="PlatformRefusal">The text is not a JSON object.</exception>
    public static RequestNode Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new PlatformRefusal("Unable to read message body: a JSON object is expected");

            return Node(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new PlatformRefusal("Unable to read message body: it is not valid JSON", broken);
        }
    }

    /// <summary>Reads an XML document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="root">The local name that the root must have, in the platform's namespace.</param>
    /// <exception cref="PlatformRefusal">The text is not such a document.</exception>
    public static RequestNode OfXml(string text, string root)
    {
        try
        {
            using var reader = Xml.Document(text);
            reader.MoveToContent();
            if (reader.NodeType != XmlNodeType.Element)
                throw new PlatformRefusal("Unable to read message body: there is no document");

            if (!reader.LocalName.Equals(root, StringComparison.OrdinalIgnoreCase))
                throw new PlatformRefusal($"Unable to read message body: unexpected element '{reader.LocalName}', expected {root}");

            if (reader.NamespaceURI != Xml.Platform)
                throw new PlatformRefusal($"Unable to read message body: the element '{root}' is not in the namespace {Xml.Platform}");

            var node = Node(reader);
            while (reader.Read())
            {
                // To the end of the text, so that what follows the root is checked too.
            }

            return node;
        }
        catch (XmlException broken)
        {
            throw new PlatformRefusal($"Unable to read message body: {broken.Message}", broken);
        }
    }

    private static RequestNode Node(JsonElement element)
    {
        var node = new RequestNode();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (property.NameEquals("@type"))
                        continue;

                    if (property.Value.ValueKind == JsonValueKind.Array)
                    {
                        foreach (var item in property.Value.EnumerateArray())
                            node.Add(property.Name, Node(item));
                    }
                    else
                    {
                        node.Add(property.Name, Node(property.Value));
                    }
                }

                break;
            case JsonValueKind.String:
                node.Scalar = element.GetString();
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                node.Scalar = element.GetRawText();
                break;
            default:
                break;
        }

        return node;
    }

    private static RequestNode Node(XmlReader reader)
    {
        if (reader.Depth > Xml.MaxDepth)
            throw new PlatformRefusal($"Unable to read message body: nested deeper than {Xml.MaxDepth} levels");

        var node = new RequestNode();
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0)
                node.Add(reader.LocalName, new RequestNode { Scalar = reader.Value });
        }

        reader.MoveToElement();
        if (reader.IsEmptyElement)
        {
            node.Scalar ??= string.Empty;
            return node;
        }

        var hasElements = false;
        var text = string.Empty;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                hasElements = true;
                var name = reader.LocalName;
                node.Add(name, Node(reader));
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text += reader.Value;
            }
        }

        node.Scalar = hasElements ? null : text;
        return node;
    }
}
