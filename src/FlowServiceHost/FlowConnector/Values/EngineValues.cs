using System.Text.Json;
using FlowServiceHost.Actions;

namespace FlowServiceHost.FlowConnector.Values;

/// <summary>Reads the values and properties that Flow's engine sends; both have the members that matter here in common.</summary>
internal static class EngineValues
{
    /// <summary>
    /// The value in <paramref name="values"/> whose developer name is <paramref name="name"/>, in any case. Several that hold something are a problem, since no
    /// rule says which one is meant; those without content do not count. Undefined when there is none.
    /// </summary>
    public static JsonElement Find(JsonElement values, string name, string path, FieldProblems problems)
    {
        JsonElement found = default;
        if (values.ValueKind != JsonValueKind.Array)
        {
            return found;
        }

        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object && IsNamed(value, name) && HasContent(value))
            {
                if (found.ValueKind != JsonValueKind.Undefined)
                {
                    problems.Wrong(path, "is given twice");
                    break;
                }

                found = value;
            }
        }

        return found;
    }

    /// <summary>The objects of a value; undefined when it has none.</summary>
    public static JsonElement ObjectsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("objectData"u8, out var objects)
        && objects.ValueKind == JsonValueKind.Array
        && objects.GetArrayLength() > 0
            ? objects
            : default;

    /// <summary>The simple content of a value; undefined when it has none.</summary>
    public static JsonElement ContentOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("contentValue"u8, out var content)
        && content.ValueKind != JsonValueKind.Null
        && !(content.ValueKind == JsonValueKind.String && content.ValueEquals(string.Empty))
            ? content
            : default;

    /// <summary>The properties of an object; undefined when it has none.</summary>
    public static JsonElement PropertiesOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("properties"u8, out var properties) ? properties : default;

    /// <summary>The content as text, whatever simple kind it is; null when there is none.</summary>
    public static string? TextOf(JsonElement value) => ContentOf(value) is { ValueKind: not JsonValueKind.Undefined } content
        ? content.ValueKind == JsonValueKind.String ? content.GetString() : content.GetRawText()
        : null;

    /// <summary>The developer name of a value; null when it has none.</summary>
    public static string? NameOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("developerName"u8, out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;

    private static bool HasContent(JsonElement value) =>
        ContentOf(value).ValueKind != JsonValueKind.Undefined || ObjectsOf(value).ValueKind != JsonValueKind.Undefined;

    // Almost every name is exact, and is compared without making a string of it.
    private static bool IsNamed(JsonElement value, string name) =>
        value.TryGetProperty("developerName"u8, out var given)
        && given.ValueKind == JsonValueKind.String
        && (given.ValueEquals(name) || string.Equals(given.GetString(), name, StringComparison.OrdinalIgnoreCase));
}
