using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromotionEngine.Boomi;

/// <summary>
/// Reads a JSON object the way the platform needs it: booleans and integers may be strings, a list with one member may be the bare
/// member, absent and null are equal, and a document may be wrapped once more in its type's name.
/// </summary>
internal readonly struct JsonFields(JsonElement element)
{
    private readonly JsonElement _element = element;

    /// <summary>Text of a field; numbers and booleans as they stand; empty when absent.</summary>
    public string Text(string name)
    {
        var value = Value(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? string.Empty,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => string.Empty,
        };
    }

    /// <summary>Whole number of a field, quoted or not; 0 when absent or not a number.</summary>
    public int Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Boolean of a field, quoted or not; false when absent.</summary>
    public bool Flag(string name) => string.Equals(Text(name).Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Instant of a field; null when absent or unreadable.</summary>
    public DateTimeOffset? Instant(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    /// <summary>Object of a field; one without fields when absent.</summary>
    public JsonFields Object(string name)
    {
        var value = Value(name);
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value) : default;
    }

    /// <summary>Members of a list; a bare object counts as a list of one; empty when absent.</summary>
    public IReadOnlyList<JsonFields> List(string name)
    {
        var value = Value(name);
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Where(member => member.ValueKind == JsonValueKind.Object).Select(member => new JsonFields(member))],
            JsonValueKind.Object => [new JsonFields(value)],
            _ => [],
        };
    }

    /// <summary>The object itself, or the one inside when it is wrapped in <paramref name="typeName"/>.</summary>
    public JsonFields Unwrap(string typeName)
    {
        var inner = Value(typeName);
        return inner.ValueKind == JsonValueKind.Object ? new JsonFields(inner) : this;
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => Value(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The object with everything in it, also what nobody here knows.</summary>
    public JsonObject ToObject() => JsonObject.Create(_element.Clone()) ?? [];

    private JsonElement Value(string name) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var value) ? value : default;
}
