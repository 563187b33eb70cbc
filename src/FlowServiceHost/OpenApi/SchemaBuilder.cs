using System.Text.Json.Nodes;
using Contract.Actions;
using Caller = PromotionService.V1.FieldRules.Types.Caller;

namespace FlowServiceHost.OpenApi;

/// <summary>Makes JSON schemas of messages, one a message, with what the rules beside the fields say.</summary>
internal sealed class SchemaBuilder
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schemas made so far, by name.</summary>
    public JsonObject Schemas() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    /// <summary>A reference to the schema of a request.</summary>
    public JsonObject Request(MessageDefinition message) => Reference(message, isRequest: true);

    /// <summary>A reference to the schema of a response.</summary>
    public JsonObject Response(MessageDefinition message) => Reference(message, isRequest: false);

    private static JsonObject Scalar(FieldDefinition field, bool isRequest)
    {
        switch (field.Kind)
        {
            case FieldKind.Flag:
                return new JsonObject { ["type"] = "boolean" };
            case FieldKind.Number:
                return new JsonObject { ["type"] = "integer", ["format"] = "int32" };
            case FieldKind.Text when field.DateTime:
                // Documented date-times may be empty, which the format does not allow.
                return new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        new JsonObject { ["type"] = "string", ["format"] = "date-time" }, new JsonObject { ["type"] = "string", ["const"] = string.Empty }),
                };
            default:
                var text = new JsonObject { ["type"] = "string" };
                if (isRequest)
                {
                    text["maxLength"] = field.MaxLength;
                }

                if (field.Words.Count > 0)
                {
                    text["enum"] = new JsonArray([.. field.Words.Select(word => (JsonNode)word)]);
                }

                return text;
        }
    }

    private static void AddRules(JsonObject schema, FieldDefinition field)
    {
        if (field.Secret)
        {
            schema["writeOnly"] = true;
        }

        if (field.AnyCase)
        {
            schema["x-any-case"] = true;
        }

        if (field.Additive)
        {
            schema["x-additive"] = true;
        }

        if (field.Caller != Caller.NotTheCaller)
        {
            schema["x-caller"] = field.Caller.ToString().ToUpperInvariant();
        }
    }

    private static bool IsRequired(FieldDefinition field, bool isRequest) =>
        isRequest ? field.Required && field.Caller == Caller.NotTheCaller : !field.AbsentWhenEmpty && !field.TracksPresence;

    private JsonObject Reference(MessageDefinition message, bool isRequest)
    {
        if (!_schemas.ContainsKey(message.Name))
        {
            _schemas[message.Name] = Build(message, isRequest);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{message.Name}" };
    }

    private JsonObject Build(MessageDefinition message, bool isRequest)
    {
        var properties = new JsonObject();
        foreach (var field in message.Fields)
        {
            var schema = field.Members is { } members ? Reference(members, isRequest) : Scalar(field, isRequest);
            if (field.IsList)
            {
                schema = new JsonObject { ["type"] = "array", ["items"] = schema };
                if (isRequest && field.Required)
                {
                    schema["minItems"] = 1;
                }
            }

            AddRules(schema, field);
            properties[field.Name] = schema;
        }

        var built = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = message.Fields.Where(field => IsRequired(field, isRequest)).Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
        {
            built["required"] = new JsonArray(required);
        }

        return built;
    }
}
