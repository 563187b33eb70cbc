using System.Text.Json.Nodes;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A query's filter as the platform's JSON has it.</summary>
internal sealed class PlatformFilter
{
    private readonly Func<JsonObject> _build;

    private PlatformFilter(Func<JsonObject> build) => _build = build;

    public static PlatformFilter Equal(string property, string value) => Simple("EQUALS", property, JsonValue.Create(value));

    public static PlatformFilter Equal(string property, bool value) => Simple("EQUALS", property, JsonValue.Create(value));

    public static PlatformFilter Equal(string property, int value) => Simple("EQUALS", property, JsonValue.Create(value));

    /// <summary>No condition.</summary>
    public static PlatformFilter Everything { get; } = new(() => []);

    public static PlatformFilter IsNull(string property) => new(() => new JsonObject { ["operator"] = "IS_NULL", ["property"] = property });

    public static PlatformFilter And(params IReadOnlyList<PlatformFilter> filters) => Group("and", filters);

    public static PlatformFilter AnyOf(string property, IEnumerable<string> values) => Group("or", [.. values.Select(value => Equal(property, value))]);

    /// <summary>The body of a query.</summary>
    public string ToBody() => new JsonObject { ["QueryFilter"] = ReferenceEquals(this, Everything) ? new JsonObject() : new JsonObject { ["expression"] = _build() } }.ToJsonString();

    /// <summary>A group of one is sent as its member: what an empty group means is not documented, and a lone member needs no group.</summary>
    private static PlatformFilter Group(string word, IReadOnlyList<PlatformFilter> filters) => filters.Count == 1
        ? filters[0]
        : new(() => new JsonObject { ["operator"] = word, ["nestedExpression"] = new JsonArray([.. filters.Select(filter => (JsonNode)filter._build())]) });

    private static PlatformFilter Simple(string word, string property, JsonValue argument) =>
        new(() => new JsonObject { ["operator"] = word, ["property"] = property, ["argument"] = new JsonArray(argument.DeepClone()) });
}
