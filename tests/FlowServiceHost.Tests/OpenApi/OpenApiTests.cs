using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contract.Errors;
using FlowServiceHost.Actions;
using FlowServiceHost.OpenApi;
using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.OpenApi;

/// <summary>The description is well-formed OpenAPI 3.1, refers to nothing that is not there, and fits what the host sends and takes.</summary>
public sealed class OpenApiTests
{
    private readonly JsonObject _document = JsonNode.Parse(OpenApiDocument.Write(Bodies.Catalogue, HostUnderTest.BasePath))!.AsObject();

    [Test]
    public async Task Get_WithoutCredentials_IsTheDocument()
    {
        using var response = await SharedHost.Host.Client.GetAsync("/openapi/v1.json");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(await response.Content.ReadAsStringAsync()), _document));
    }

    [Test]
    public void Document_HasThePartsThatOpenApiDemands()
    {
        Assert.That((string)_document["openapi"]!, Does.Match(@"\A3\.1\.\d+\z"));
        Assert.That((string)_document["info"]!["title"]!, Is.Not.Empty);
        Assert.That((string)_document["info"]!["version"]!, Is.Not.Empty);
        Assert.That(_document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key), Is.EquivalentTo(new[] { "basic", "bearer" }));
        string[] known = ["openapi", "info", "servers", "security", "tags", "paths", "components"];
        Assert.That(_document.Select(part => part.Key), Is.All.Matches<string>(key => known.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal)));
    }

    [Test]
    public void Paths_AreTheActionsEachWithADistinctOperation()
    {
        var paths = _document["paths"]!.AsObject();

        Assert.That(paths.Select(path => path.Key), Is.EqualTo(Bodies.Catalogue.Actions.Select(action => $"{HostUnderTest.BasePath}/{action.Name}")));
        Assert.That(paths.Select(path => (string)path.Value!["post"]!["operationId"]!), Is.Unique);
        foreach (var action in Bodies.Catalogue.Actions)
        {
            var post = paths[$"{HostUnderTest.BasePath}/{action.Name}"]!["post"]!;
            Assert.That((string?)post["x-process"] ?? string.Empty, Is.EqualTo(action.Process));
            Assert.That(post["responses"]!.AsObject().Select(response => response.Key), Is.SupersetOf(new[] { "200", "400", "401", "403", "413", "415", "429", "503" }));
            Assert.That(post["responses"]!.AsObject().ContainsKey("202"), Is.EqualTo(action.Writes));
        }
    }

    [Test]
    public void References_AllLeadSomewhere()
    {
        var references = Find(_document, "$ref").Select(node => (string)node!).ToList();

        Assert.That(references, Is.Not.Empty);
        foreach (var reference in references.Distinct())
        {
            var target = reference.Split('/').Skip(1).Aggregate((JsonNode?)_document, (node, part) => node?[part]);
            Assert.That(target, Is.Not.Null, reference);
        }
    }

    [Test]
    public void Schemas_AreOfKnownTypesAndRequireOnlyWhatTheyHave()
    {
        string[] types = ["object", "array", "string", "boolean", "integer"];
        Assert.That(
            Find(_document["components"]!, "type").Where(node => node is JsonValue).Select(node => (string)node!).Except(["http"]), Is.SubsetOf(types));
        foreach (var (name, schema) in _document["components"]!["schemas"]!.AsObject())
        {
            var properties = schema!["properties"]!.AsObject().Select(property => property.Key).ToList();
            var required = schema["required"]?.AsArray().Select(node => (string)node!).ToList() ?? [];
            Assert.That(required, Is.SubsetOf(properties).And.Unique, name);
        }
    }

    [Test]
    public void Schema_OfARequest_SaysWhatTheRulesSay()
    {
        var request = _document["components"]!["schemas"]!["SubmitPeerReviewRequest"]!;

        Assert.That(request["required"]!.AsArray().Select(node => (string)node!), Is.EqualTo(new[] { "promotionId", "decision" }));
        Assert.That((int)request["properties"]!["comments"]!["maxLength"]!, Is.EqualTo(500));
        Assert.That(request["properties"]!["decision"]!["enum"]!.AsArray().Select(node => (string)node!), Is.EqualTo(new[] { "APPROVED", "REJECTED" }));
        Assert.That((string)request["properties"]!["reviewerEmail"]!["x-caller"]!, Is.EqualTo("EMAIL"));
        var extensions = _document["components"]!["schemas"]!["UpdateExtensionsRequest"]!;
        Assert.That((bool)extensions["properties"]!["extensionPayload"]!["writeOnly"]!);
        var result = _document["components"]!["schemas"]!["ExecutePromotionResponse"]!;
        Assert.That(result["required"]!.AsArray().Select(node => (string)node!), Does.Not.Contain("branchId").And.Not.Contain("missingConnections").And.Contain("promotionResults"));
    }

    [TestCaseSource(nameof(AllActions))]
    public void Schemas_OfAnAction_AcceptWhatIsSentAndTaken(string action)
    {
        var definition = Bodies.Catalogue.Find(action)!;
        var response = ResponseWriter.Write(definition.Response, definition.Response.Descriptor.Parser.ParseFrom([]));

        Assert.That(Violations(definition.Request.Name, Bodies.Full(action)), Is.Empty);
        Assert.That(Violations(definition.Response.Name, JsonNode.Parse(response)), Is.Empty);
        Assert.That(Violations(definition.Response.Name, new JsonObject()), Is.Not.Empty);
    }

    [Test]
    public void ErrorCodes_AreTheCatalogue() =>
        Assert.That(_document["x-error-codes"]!.AsArray().Select(entry => (string)entry!["code"]!), Is.EqualTo(ErrorCatalogue.Entries.Select(entry => entry.Code)));

    private static IEnumerable<string> AllActions() => Bodies.Catalogue.Actions.Select(action => action.Name);

    private static IEnumerable<JsonNode?> Find(JsonNode? node, string key) => node switch
    {
        JsonObject item => item.SelectMany(pair => pair.Key == key ? [pair.Value] : Find(pair.Value, key)),
        JsonArray list => list.SelectMany(element => Find(element, key)),
        _ => [],
    };

    private IEnumerable<string> Violations(string schema, JsonNode? value) => Violations(_document["components"]!["schemas"]![schema]!, value, schema);

    private IEnumerable<string> Violations(JsonNode schema, JsonNode? value, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            return Violations(_document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!, value, path);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return any.Any(option => !Violations(option!, value, path).Any()) ? [] : [$"{path} fits none"];
        }

        return (string)schema["type"]! switch
        {
            "object" when value is JsonObject item => (schema["required"]?.AsArray() ?? [])
                .Where(name => !item.ContainsKey((string)name!)).Select(name => $"{path}.{name} is missing")
                .Concat(item.SelectMany(pair => schema["properties"]![pair.Key] is { } inner ? Violations(inner, pair.Value, $"{path}.{pair.Key}") : [$"{path}.{pair.Key} is unknown"])),
            "array" when value is JsonArray list => list.SelectMany(item => Violations(schema["items"]!, item, $"{path}[]")),
            "string" when value?.GetValueKind() == JsonValueKind.String => Text(schema, (string)value!, path),
            "boolean" when value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [],
            "integer" when value?.GetValueKind() == JsonValueKind.Number => [],
            _ => [$"{path} is not of type {schema["type"]}"],
        };
    }

    private static IEnumerable<string> Text(JsonNode schema, string text, string path)
    {
        if (schema["const"] is { } only && (string)only! != text)
        {
            yield return $"{path} is not {only}";
        }

        if (schema["enum"] is JsonArray words && !words.Select(word => (string)word!).Contains(text))
        {
            yield return $"{path} is none of the words";
        }

        if ((string?)schema["format"] == "date-time" && !DateTimeOffset.TryParse(text, out _))
        {
            yield return $"{path} is no date-time";
        }
    }
}
