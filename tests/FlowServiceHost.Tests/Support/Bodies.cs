using System.Text.Json.Nodes;
using Contract.Actions;
using PromotionService.V1;

namespace FlowServiceHost.Tests.Support;

/// <summary>Makes request bodies out of the descriptors.</summary>
internal static class Bodies
{
    public const string Email = "alice@example.com";

    public static ActionCatalogue Catalogue { get; } = ActionCatalogue.Load();

    /// <summary>A body in which every field is there and right, for a connector that speaks for <see cref="Email"/>.</summary>
    public static JsonObject Full(string action) => Full(Catalogue.Find(action)!.Request);

    /// <summary>Every field of the request of <paramref name="action"/> as (path, field); items of lists are at index 0.</summary>
    public static IEnumerable<(string Path, FieldDefinition Field)> Fields(string action) => Fields(Catalogue.Find(action)!.Request, string.Empty);

    /// <summary>Puts <paramref name="value"/> at <paramref name="path"/>; removes what is there when <paramref name="remove"/>.</summary>
    public static JsonObject With(JsonObject body, string path, JsonNode? value, bool remove = false)
    {
        JsonNode node = body;
        var parts = path.Split('.');
        foreach (var part in parts.SkipLast(1))
        {
            node = part.EndsWith("[0]", StringComparison.Ordinal) ? node[part[..^3]]![0]! : node[part]!;
        }

        if (remove)
        {
            node.AsObject().Remove(parts[^1]);
        }
        else
        {
            node[parts[^1]] = value;
        }

        return body;
    }

    private static IEnumerable<(string Path, FieldDefinition Field)> Fields(MessageDefinition message, string prefix)
    {
        foreach (var field in message.Fields)
        {
            yield return (prefix + field.Name, field);
            if (field.Members is not null)
            {
                foreach (var inner in Fields(field.Members, $"{prefix}{field.Name}{(field.IsList ? "[0]" : string.Empty)}."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static JsonObject Full(MessageDefinition message) =>
        new(message.Fields.Select(field => KeyValuePair.Create(field.Name, field.IsList ? new JsonArray(One(field)) : One(field))));

    private static JsonNode? One(FieldDefinition field) => field switch
    {
        { Kind: FieldKind.Object } => Full(field.Members!),
        { Kind: FieldKind.Flag } => true,
        { Kind: FieldKind.Number } => 7,
        { Words.Count: > 0 } => field.Words[0],
        { DateTime: true } => "2026-02-16T14:30:00.000Z",
        { Caller: FieldRules.Types.Caller.Email } => Email,
        _ => "x",
    };
}
