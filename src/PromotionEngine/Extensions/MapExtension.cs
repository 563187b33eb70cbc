using System.Text.Json.Nodes;

namespace PromotionEngine.Extensions;

/// <summary>
/// A map extension as the platform writes it. An update replaces it whole, so every update is made of what is there with the wanted parts put over it;
/// the two profiles are the platform's own catalogue and are never sent.
/// </summary>
internal static class MapExtension
{
    private const string Map = "Map";
    private const string Functions = "ExtendedFunctions";
    private const string Function = "Function";
    private const string Scripting = "Scripting";
    private static readonly string[] Catalogue = ["SourceProfile", "DestinationProfile"];

    // Credentials and sessions of one environment.
    private static readonly string[] Local = ["BrowseSettings"];

    // Where lists stand, and what tells their members apart.
    private static readonly (string Parent, string List, string[] Keys)[] Lists =
    [
        ("ExtendedMappings", "Mapping", ["toXPath", "toFunction"]),
        (Functions, Function, ["id"]),
        ("SourceProfileExtensions", "Node", ["xpath"]),
        ("DestinationProfileExtensions", "Node", ["xpath"]),
    ];

    /// <summary>The extension as it is kept: without the credentials and sessions of its environment. Left out, they also survive when somebody sends such a state again.</summary>
    public static JsonObject WithoutCredentials(JsonObject extension)
    {
        var kept = (JsonObject)extension.DeepClone();
        foreach (var name in Local)
        {
            kept.Remove(name);
            (kept[Map] as JsonObject)?.Remove(name);
        }

        return kept;
    }

    /// <summary>What can be changed of a map extension, without catalogue and type names.</summary>
    public static JsonObject ContentOf(JsonObject extension)
    {
        var content = (extension[Map] as JsonObject)?.DeepClone() as JsonObject ?? [];
        foreach (var name in Catalogue.Append("@type"))
        {
            content.Remove(name);
        }

        return content;
    }

    /// <summary>Whether anything is extended.</summary>
    public static bool HasContent(JsonObject extension) =>
        ContentOf(extension).Any(member => !Local.Contains(member.Key) && member.Value is not null && Lists.Any(list => list.Parent == member.Key && ExtensionJson.List(member.Value as JsonObject, list.List).Any()));

    /// <summary>The extension <paramref name="target"/> with the content of <paramref name="source"/>, except what belongs to an environment.</summary>
    public static JsonObject Replace(JsonObject target, JsonObject source)
    {
        var content = ContentOf(source);
        foreach (var name in Local)
        {
            content.Remove(name);
            if (target[Map]?[name] is { } own)
            {
                content[name] = own.DeepClone();
            }
        }

        return With(target, content);
    }

    /// <summary>The extension <paramref name="present"/> with what <paramref name="wanted"/> says put over it. What it does not mention stays.</summary>
    public static JsonObject Merge(JsonObject present, JsonObject wanted)
    {
        var content = ContentOf(present);
        foreach (var (name, value) in ContentOf(wanted))
        {
            content[name] = Merge(name, content[name], value);
        }

        return With(present, content);
    }

    /// <summary>Where <paramref name="extension"/> has not the form in which the platform writes it, with what belongs there; null when it has.</summary>
    public static string? FormProblem(JsonObject extension)
    {
        if (extension[Map] is not JsonObject map)
        {
            return "Map is not an object";
        }

        foreach (var (parent, list, _) in Lists)
        {
            if (map[parent] is { } content && (content is not JsonObject container || !ExtensionJson.IsList(container, list)))
            {
                return $"{Map}.{parent} is not an object with a list {list} of objects";
            }
        }

        var function = ExtensionJson.List(map[Functions] as JsonObject, Function).FirstOrDefault(candidate => !IsScriptReadable(candidate));
        return function is null ? null : $"{Map}.{Functions}.{Function} {ExtensionJson.Text(function, "id")} has a {Scripting} that is not an object";
    }

    /// <summary>Every script in it, with the name of its function and its language as the platform writes it.</summary>
    public static IEnumerable<(string Function, string Language, string Script)> Scripts(JsonObject extension) =>
        ExtensionJson.List(extension[Map]?[Functions] as JsonObject, Function)
            .SelectMany(function => Find(function).Select(script => (ExtensionJson.Text(function, "id"), ExtensionJson.Text(script, "language"), ExtensionJson.Text(script, "Script"))));

    private static IEnumerable<JsonObject> Find(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: Scripting, Value: JsonObject script } ? [script] : Find(member.Value)),
        JsonArray array => array.SelectMany(Find),
        _ => [],
    };

    // A script in another form would be written without being looked at.
    private static bool IsScriptReadable(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => member.Key == Scripting ? member.Value is null or JsonObject : IsScriptReadable(member.Value)),
        JsonArray array => array.All(IsScriptReadable),
        _ => true,
    };

    private static JsonNode? Merge(string name, JsonNode? present, JsonNode? wanted)
    {
        if (wanted is null)
        {
            return present?.DeepClone();
        }

        if (present is not JsonObject under || wanted is not JsonObject over)
        {
            return wanted.DeepClone();
        }

        var merged = ExtensionJson.Overlay(under, over);
        foreach (var (_, list, keys) in Lists.Where(candidate => candidate.Parent == name))
        {
            merged[list] = MergeList(ExtensionJson.List(under, list), ExtensionJson.List(over, list), keys);
        }

        return merged;
    }

    // Each wanted row goes over the present row with the same key: the second with a key over the second. What finds none is new.
    private static JsonArray MergeList(IEnumerable<JsonObject> present, IEnumerable<JsonObject> wanted, string[] keys)
    {
        var rows = present.ToList();
        var free = Enumerable.Range(0, rows.Count).ToList();
        foreach (var row in wanted)
        {
            var at = free.FindIndex(place => keys.All(key => ExtensionJson.Text(rows[place], key) == ExtensionJson.Text(row, key)));
            if (at < 0)
            {
                rows.Add(row);
                continue;
            }

            rows[free[at]] = ExtensionJson.OverlayDeep(rows[free[at]], row);
            free.RemoveAt(at);
        }

        return new JsonArray([.. rows.Select(row => row.DeepClone())]);
    }

    private static JsonObject With(JsonObject extension, JsonObject content)
    {
        var result = (JsonObject)extension.DeepClone();
        if (extension[Map]?["@type"] is { } type)
        {
            content["@type"] = type.DeepClone();
        }

        result[Map] = content;
        return result;
    }
}
