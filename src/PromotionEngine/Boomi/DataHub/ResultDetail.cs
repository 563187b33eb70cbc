using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>The report on a promotion's components as it stands in <c>resultDetail</c>: <c>{"components":[…]}</c>.</summary>
public static class ResultDetail
{
    // Relaxed: quotes and letters beyond ASCII stay short; the text goes into XML, which escapes for itself.
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole report.</summary>
    public static string Whole(IReadOnlyList<ComponentResult> results) => Document([.. results.Select(result => Text(result, detailed: true))], left: 0);

    /// <summary>
    /// The report in at most <paramref name="maxLength"/> characters, always valid JSON: when it does not fit, what failed comes first, messages and
    /// stripped names are left out, and <c>componentsLeftOut</c> counts what is missing.
    /// </summary>
    public static string Fitting(IReadOnlyList<ComponentResult> results, int maxLength)
    {
        var whole = Whole(results);
        if (whole.Length <= maxLength)
        {
            return whole;
        }

        var ordered = results.OrderBy(result => result.Action is ComponentResult.Failed ? 0 : result.Action is ComponentResult.Skipped ? 1 : 2);
        var kept = new List<string>();
        var length = Document([], results.Count).Length;
        foreach (var result in ordered)
        {
            var text = Text(result, detailed: false);
            if (length + text.Length + 1 > maxLength)
            {
                break;
            }

            kept.Add(text);
            length += text.Length + 1;
        }

        return Document(kept, results.Count - kept.Count);
    }

    /// <summary>
    /// The components that a report names, without their messages. Empty for a report that is no such JSON: another system may have cut it in the middle.
    /// </summary>
    public static IReadOnlyList<ComponentResult> Read(string report)
    {
        if (report.Length == 0)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(report)?["components"] is JsonArray components ? [.. components.OfType<JsonObject>().Select(Read)] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static ComponentResult Read(JsonObject entry) => new(
        TextOf(entry, "devComponentId"),
        TextOf(entry, "prodComponentId"),
        TextOf(entry, "componentName"),
        TextOf(entry, "componentType"),
        TextOf(entry, "action"),
        entry["version"] is JsonValue version && version.TryGetValue<int>(out var number) ? number : 0);

    private static string TextOf(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : string.Empty;

    private static string Document(IReadOnlyList<string> components, int left) =>
        $"{{\"components\":[{string.Join(',', components)}]{(left > 0 ? $",\"componentsLeftOut\":{left}" : string.Empty)}}}";

    private static string Text(ComponentResult result, bool detailed)
    {
        var entry = new JsonObject
        {
            ["devComponentId"] = result.DevComponentId,
            ["prodComponentId"] = result.ProdComponentId,
            ["componentName"] = result.Name,
            ["componentType"] = result.Type,
            ["action"] = result.Action,
            ["version"] = result.Version,
        };
        if (detailed || result.Action is ComponentResult.Failed)
        {
            entry["errorMessage"] = result.ErrorMessage;
        }

        if (detailed)
        {
            entry["configStripped"] = result.StrippedElements.Count > 0;
            entry["strippedElements"] = string.Join(',', result.StrippedElements);
            entry["referencesRewritten"] = result.ReferencesRewritten;
        }

        return entry.ToJsonString(Form);
    }
}
