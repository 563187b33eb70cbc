using System.Text.Json;
using System.Text.Json.Nodes;
using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Extensions;

/// <summary>Reads bodies whose unknown members have to be kept.</summary>
internal static class ExtensionJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The body of a call as JSON; XML attributes and elements become members.</summary>
    /// <param name="text">The body.</param>
    /// <param name="isJson">Whether it is JSON.</param>
    /// <param name="root">The root element's name when it is XML.</param>
    /// <exception cref="PlatformRefusal">The body is not readable.</exception>
    public static JsonObject Read(string text, bool isJson, string root)
    {
        if (!isJson)
            return RequestReader.OfXml(text, root).ToJson() as JsonObject ?? [];

        try
        {
            return JsonNode.Parse(text, documentOptions: Options) as JsonObject ?? throw new PlatformRefusal("Unable to read message body: a JSON object is expected");
        }
        catch (JsonException broken)
        {
            throw new PlatformRefusal("Unable to read message body: it is not valid JSON", broken);
        }
    }

    /// <summary>A member that is an object; null when absent or empty.</summary>
    /// <exception cref="PlatformRefusal">It is something else.</exception>
    public static JsonObject? Object(JsonObject parent, string name) => parent[name] switch
    {
        null => null,
        JsonObject found => found,
        JsonValue value when Text(value).Length == 0 => null,
        _ => throw new PlatformRefusal($"Unable to read message body: {name} is not an object"),
    };

    /// <summary>The members of a list, of which one alone may stand without it.</summary>
    /// <exception cref="PlatformRefusal">A member is not an object.</exception>
    public static IEnumerable<JsonObject> List(JsonObject? parent, string name) => parent?[name] switch
    {
        null => [],
        JsonArray list => list.Select(item => item as JsonObject ?? throw new PlatformRefusal($"Unable to read message body: a member of {name} is not an object")),
        JsonObject single => [single],
        _ => throw new PlatformRefusal($"Unable to read message body: {name} is not a list"),
    };

    /// <summary>A scalar member as text; null when absent or null.</summary>
    public static string? Text(JsonObject parent, string name) => parent[name] is JsonValue value ? Text(value) : null;

    /// <summary>A boolean member, real or as a string; null when absent or blank.</summary>
    /// <exception cref="PlatformRefusal">It is something else.</exception>
    public static bool? Flag(JsonObject parent, string name) => Text(parent, name)?.Trim() switch
    {
        null or "" => null,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        var text => throw new PlatformRefusal($"Invalid value '{text}' for {name}: a boolean is expected."),
    };

    /// <summary>The members that are none of <paramref name="known"/>, as a JSON text; null when there are none.</summary>
    public static string? Others(JsonObject parent, params ReadOnlySpan<string> known)
    {
        var others = new JsonObject();
        foreach (var (name, value) in parent)
        {
            if (name != "@type" && !known.Contains(name))
                others[name] = value?.DeepClone();
        }

        return others.Count == 0 ? null : others.ToJsonString();
    }

    private static string Text(JsonValue value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
