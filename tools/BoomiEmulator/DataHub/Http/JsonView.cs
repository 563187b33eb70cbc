using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BoomiEmulator.DataHub.Http;

/// <summary>Platform-side answers as JSON: attributes and elements become properties, repeated elements arrays.</summary>
internal static class JsonView
{
    /// <summary>Elements that are arrays even when there is one of them.</summary>
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "Model", "AccountSource", "sourceAttachment", "Repository", "Universe", "Cloud", "field", "fieldGroup", "source", "matchRule", "parameter", "value",
    };

    public static JsonNode Of(XElement element)
    {
        var node = new JsonObject();
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            node[attribute.Name.LocalName] = attribute.Value;
        foreach (var group in element.Elements().GroupBy(child => child.Name.LocalName, StringComparer.Ordinal))
        {
            var values = group.Select(Value).ToArray();
            node[group.Key] = values.Length > 1 || Lists.Contains(group.Key) ? new JsonArray(values) : values[0];
        }

        return node;
    }

    private static JsonNode? Value(XElement element) => element.HasElements || element.HasAttributes ? Of(element) : JsonValue.Create(element.Value);
}
