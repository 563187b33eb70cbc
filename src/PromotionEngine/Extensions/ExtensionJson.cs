using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromotionEngine.Extensions;

/// <summary>Reads the platform's JSON as leniently as the platform writes it: booleans may be texts, a list of one may be its bare member.</summary>
internal static class ExtensionJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 40, AllowDuplicateProperties = false };

    /// <summary>The object that a text holds; null when it holds none, is too deep, or says a thing twice.</summary>
    public static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Text of a member; numbers and booleans as they stand; empty when absent.</summary>
    public static string Text(JsonObject node, string name) => node[name] is JsonValue value
        ? value.GetValueKind() switch { JsonValueKind.String => value.GetValue<string>(), JsonValueKind.Null => string.Empty, _ => value.ToJsonString() }
        : string.Empty;

    /// <summary>Boolean of a member, quoted or not; false when absent.</summary>
    public static bool Flag(JsonObject node, string name) => string.Equals(Text(node, name).Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Members of a list; a bare object is a list of one; what is no object is left out.</summary>
    public static IEnumerable<JsonObject> List(JsonObject? node, string name) => node?[name] switch
    {
        JsonArray array => array.OfType<JsonObject>(),
        JsonObject single => [single],
        _ => [],
    };

    /// <summary>Whether a list, if it is there, holds objects only.</summary>
    public static bool IsList(JsonObject node, string name) => node[name] switch
    {
        null or JsonObject => true,
        JsonArray array => array.All(member => member is JsonObject),
        _ => false,
    };

    /// <summary>Puts the members of <paramref name="over"/> over those of <paramref name="under"/>; what only the latter has stays.</summary>
    public static JsonObject Overlay(JsonObject under, JsonObject over)
    {
        var result = (JsonObject)under.DeepClone();
        foreach (var (name, value) in over)
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    /// <summary>
    /// Puts <paramref name="over"/> over <paramref name="under"/>, objects in them likewise; lists and values go whole. What only the latter has stays, and what the former
    /// says is null is taken away.
    /// </summary>
    public static JsonObject OverlayDeep(JsonObject under, JsonObject over)
    {
        var result = (JsonObject)under.DeepClone();
        foreach (var (name, value) in over)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            result[name] = value is JsonObject part && result[name] is JsonObject own ? OverlayDeep(own, part) : value.DeepClone();
        }

        return result;
    }
}
