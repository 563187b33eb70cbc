using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowEngine;

/// <summary>
/// Holds JSON against the shapes of the platform's own readers, restated in <c>Shapes/shapes.json</c>. A member's word names its type; <c>?</c> allows null,
/// <c>??</c> also leaving it out, <c>[]</c> a list. Members that no shape knows are breaches.
/// </summary>
public static class Shape
{
    private static readonly string[] ContentTypes =
    [
        "ContentString", "ContentNumber", "ContentBoolean", "ContentDateTime", "ContentObject", "ContentList", "ContentContent", "ContentPassword", "ContentEncrypted",
    ];

    private static readonly JsonObject Shapes = Load();

    /// <summary>Every breach of the shape called <paramref name="shape"/>, a sentence each; empty when the JSON has that shape.</summary>
    public static IReadOnlyList<string> BreachesOf(string shape, JsonNode? node)
    {
        var breaches = new List<string>();
        Check(shape, node, "$", breaches);
        return breaches;
    }

    private static void Check(string shape, JsonNode? node, string path, List<string> breaches)
    {
        if (node is not JsonObject json)
        {
            breaches.Add($"{path} is no object");
            return;
        }

        var members = Shapes[shape]!.AsObject();
        foreach (var (name, _) in json.Where(member => !members.ContainsKey(member.Key)))
        {
            breaches.Add($"{path}.{name} is unknown");
        }

        foreach (var (name, word) in members)
        {
            CheckMember((string)word!, json, name, $"{path}.{name}", breaches);
        }
    }

    private static void CheckMember(string word, JsonObject json, string name, string path, List<string> breaches)
    {
        var mayBeAbsent = word.EndsWith("??", StringComparison.Ordinal);
        var mayBeNull = word.EndsWith('?');
        var type = word.TrimEnd('?');
        if (!json.TryGetPropertyValue(name, out var value))
        {
            AddIf(!mayBeAbsent, $"{path} is missing");
        }
        else if (value is null)
        {
            AddIf(!mayBeNull, $"{path} is null");
        }
        else if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            CheckList(type[..^2], value, path, breaches);
        }
        else if (char.IsUpper(type[0]))
        {
            Check(type, value, path, breaches);
        }
        else
        {
            AddIf(!IsSimple(type, value), $"{path} is not {type}: {value.ToJsonString()}");
        }

        void AddIf(bool isBroken, string breach)
        {
            if (isBroken)
            {
                breaches.Add(breach);
            }
        }
    }

    private static void CheckList(string type, JsonNode value, string path, List<string> breaches)
    {
        if (value is not JsonArray list)
        {
            breaches.Add($"{path} is no list");
            return;
        }

        if (type == "none" && list.Count > 0)
        {
            breaches.Add($"{path} is not empty");
        }

        for (var index = 0; index < list.Count && type != "none"; index++)
        {
            Check(type, list[index], $"{path}[{index}]", breaches);
        }
    }

    private static bool IsSimple(string type, JsonNode value) => type switch
    {
        "string" => value.GetValueKind() == JsonValueKind.String,
        "bool" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "int" => value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), out _),
        "contentType" => value.GetValueKind() == JsonValueKind.String && ContentTypes.Contains((string)value!, StringComparer.Ordinal),
        "invokeType" => value.GetValueKind() == JsonValueKind.String && (string)value! is "FORWARD" or "WAIT",
        "problemKind" => value.GetValueKind() == JsonValueKind.String && (string)value! is "service" or "api",
        "texts" => value is JsonObject texts && texts.All(text => text.Value?.GetValueKind() == JsonValueKind.String),
        _ => throw new ArgumentException($"The shapes use the unknown word {type}.", nameof(type)),
    };

    private static JsonObject Load()
    {
        using var stream = typeof(Shape).Assembly.GetManifestResourceStream("FlowEngine.Shapes.shapes.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
