using System.Text.Json.Nodes;

namespace FlowEngine;

/// <summary>Makes and reads values as the engine keeps them.</summary>
public static class EngineValue
{
    /// <summary>A simple value.</summary>
    public static JsonObject Simple(string name, JsonNode? content, string? contentType = "ContentString") => new()
    {
        ["valueElementId"] = null,
        ["typeElementId"] = null,
        ["typeElementPropertyId"] = null,
        ["developerName"] = name,
        ["typeElementDeveloperName"] = null,
        ["typeElementPropertyDeveloperName"] = null,
        ["contentValue"] = content,
        ["contentType"] = contentType,
        ["objectData"] = null,
    };

    /// <summary>A value of objects: a list, or one object.</summary>
    public static JsonObject Objects(string name, string contentType, params IEnumerable<JsonObject> objects)
    {
        var value = Simple(name, content: null, contentType);
        value["objectData"] = new JsonArray([.. objects]);
        return value;
    }

    /// <summary>An object with properties.</summary>
    public static JsonObject Object(string type, params IEnumerable<JsonObject> properties) => new()
    {
        ["internalId"] = null,
        ["externalId"] = null,
        ["developerName"] = type,
        ["typeElementId"] = "01932417-1e86-46e9-a2ef-c8260c8df65b",
        ["order"] = 0,
        ["isSelected"] = false,
        ["properties"] = new JsonArray([.. properties]),
    };

    /// <summary>A simple property of an object.</summary>
    public static JsonObject Property(string name, JsonNode? content, string contentType = "ContentString") => new()
    {
        ["typeElementPropertyId"] = "8d5cb3f5-467d-4323-afb0-566f36e90040",
        ["developerName"] = name,
        ["contentValue"] = content,
        ["contentType"] = contentType,
        ["contentFormat"] = null,
        ["objectData"] = null,
    };

    /// <summary>A list of texts, as objects with one property.</summary>
    public static JsonObject Texts(string name, string type, params IEnumerable<string> texts) =>
        Objects(name, "ContentList", texts.Select(text => Object(type, Property("value", text))));

    /// <summary>The content of a property of the object at <paramref name="index"/>.</summary>
    public static string? At(this JsonObject value, int index, string property) =>
        (string?)value["objectData"]![index]!["properties"]!.AsArray().Single(candidate => (string)candidate!["developerName"]! == property)!["contentValue"];

    /// <summary>How many objects the value has.</summary>
    public static int Count(this JsonObject value) => value["objectData"]?.AsArray().Count ?? 0;
}
