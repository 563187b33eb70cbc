using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contract.Actions;
using Contract.Errors;

namespace FlowServiceHost.OpenApi;

/// <summary>The OpenAPI 3.1 description of the JSON endpoint, made from the catalogue.</summary>
public static class OpenApiDocument
{
    private const string Description =
        "Every action answers 200 with an envelope of success, errorCode and errorMessage. Reading is lenient: a boolean may come as true or \"true\", "
        + "an integer as 5 or \"5\", a list of texts also as a list of objects or as one text separated by commas; null equals absent; unknown fields are ignored. "
        + "Fields marked x-caller name the calling person: with a user token they may be absent and must not contradict it.";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Status, string Meaning)[] Failures =
    [
        ("400", "The body is not JSON that can be read."),
        ("401", "There are no credentials, or none that are valid."),
        ("403", "The caller may not call this."),
        ("413", "The body is too large."),
        ("415", "The body is not application/json in UTF-8."),
        ("429", "Too many requests; see Retry-After."),
        ("503", "The engine, or the identity provider, cannot be reached; see Retry-After."),
    ];

    /// <summary>The document as JSON text.</summary>
    /// <param name="catalogue">The actions.</param>
    /// <param name="basePath">The path to service, below which the actions are.</param>
    public static string Write(ActionCatalogue catalogue, string basePath)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var schemas = new SchemaBuilder();
        var paths = new JsonObject();
        foreach (var action in catalogue.Actions)
        {
            paths[$"{basePath}/{action.Name}"] = new JsonObject { ["post"] = Operation(action, schemas) };
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Promotion Service", ["version"] = "1", ["description"] = Description },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["basic"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() }),
            ["tags"] = new JsonArray([.. catalogue.Actions
                .Select(Tag).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(tag => (JsonNode)new JsonObject { ["name"] = tag })]),
            ["paths"] = paths,
            ["components"] = Components(schemas),
            ["x-error-codes"] = new JsonArray([.. ErrorCatalogue.Entries.Select(ErrorCode)]),
        }.ToJsonString(Readable);
    }

    private static string Tag(ActionDefinition action) => action.Method.Service.Name;

    private static JsonObject Operation(ActionDefinition action, SchemaBuilder schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = action.Name,
            ["summary"] = action.Summary,
            ["tags"] = new JsonArray(Tag(action)),
            ["x-writes"] = action.Writes,
            ["parameters"] = Parameters(action),
            ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(schemas.Request(action.Request)) },
            ["responses"] = Responses(action, schemas),
        };
        if (action.Process.Length > 0)
        {
            operation["x-process"] = action.Process;
        }

        return operation;
    }

    private static JsonArray Parameters(ActionDefinition action)
    {
        var parameters = new JsonArray(Header("X-Correlation-Id", "Ties together the logs of one request; answered in the same header.", maxLength: 64));
        if (action.Writes)
        {
            parameters.Add(Header("Idempotency-Key", "Repeating the request with the same key answers the first answer.", maxLength: 255));
            parameters.Add(Header("Prefer", "respond-async answers 202 before the work is done, where the action can.", maxLength: 255));
        }

        return parameters;
    }

    private static JsonObject Header(string name, string description, int maxLength) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = false,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = maxLength },
    };

    private static JsonObject Responses(ActionDefinition action, SchemaBuilder schemas)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = "The outcome.", ["content"] = Json(schemas.Response(action.Response)) },
        };
        if (action.Writes)
        {
            responses["202"] = new JsonObject { ["description"] = "The work goes on.", ["content"] = Json(schemas.Response(action.Response)) };
        }

        foreach (var (status, _) in Failures)
        {
            responses[status] = new JsonObject { ["$ref"] = $"#/components/responses/{status}" };
        }

        return responses;
    }

    private static JsonObject Components(SchemaBuilder schemas)
    {
        var all = schemas.Schemas();
        all["Envelope"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["success"] = new JsonObject { ["type"] = "boolean" },
                ["errorCode"] = new JsonObject { ["type"] = "string" },
                ["errorMessage"] = new JsonObject { ["type"] = "string" },
            },
            ["required"] = new JsonArray("success", "errorCode", "errorMessage"),
        };
        var failures = new JsonObject();
        foreach (var (status, meaning) in Failures)
        {
            failures[status] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = Json(new JsonObject { ["$ref"] = "#/components/schemas/Envelope" }),
            };
        }

        return new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["basic"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "A trusted connector's user and token." },
                ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = "A user token." },
            },
            ["responses"] = failures,
            ["schemas"] = all,
        };
    }

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonNode ErrorCode(ErrorEntry entry) => new JsonObject
    {
        ["code"] = entry.Code,
        ["meaning"] = entry.Meaning,
        ["nextStep"] = entry.NextStep,
        ["retryable"] = entry.Retryable,
    };
}
