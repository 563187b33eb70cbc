using System.Text;
using System.Text.Json;

namespace FlowServiceHost.Actions;

/// <summary>
/// Reads a list of short texts, which callers write in three ways: as a JSON array of strings, as a list of objects, or as one string.
/// Of an object the property <c>value</c>, <c>name</c> or <c>id</c> counts, in this order and in any case, else its first text.
/// One string is split at commas, semicolons and line breaks, unless it is itself a JSON array.
/// </summary>
internal static class GroupList
{
    private static readonly string[] Names = ["value", "name", "id"];
    private static readonly JsonDocumentOptions Nested = new() { MaxDepth = 8 };

    /// <summary>The texts, trimmed, without blanks and repetitions; null when <paramref name="value"/> is in none of the three forms.</summary>
    public static IReadOnlyList<string>? Read(JsonElement value)
    {
        var texts = value.ValueKind switch
        {
            JsonValueKind.Array => FromArray(value),
            JsonValueKind.String => FromText(value.GetString()!),
            JsonValueKind.Object => FromObject(value) is { } text ? [text] : null,
            _ => null,
        };
        return texts?.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
    }

    private static List<string>? FromArray(JsonElement array)
    {
        var texts = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            var text = item.ValueKind switch
            {
                JsonValueKind.String => item.GetString(),
                JsonValueKind.Object => FromObject(item),
                JsonValueKind.Null => string.Empty,
                _ => null,
            };
            if (text is null)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts;
    }

    private static string? FromObject(JsonElement item)
    {
        var texts = item.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String).ToList();
        var chosen = Names
            .SelectMany(name => texts.Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Concat(texts)
            .Select(property => property.Value.GetString())
            .FirstOrDefault();
        return chosen;
    }

    private static List<string>? FromText(string text)
    {
        if (!text.TrimStart().StartsWith('['))
        {
            return [.. text.Split([',', ';', '\n', '\r'])];
        }

        try
        {
            var json = Encoding.UTF8.GetBytes(text);
            using var array = JsonDocument.Parse(json, Nested);
            return JsonTexts.AreValid(json, Nested.MaxDepth) ? FromArray(array.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
