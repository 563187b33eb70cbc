using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.FlowConnector.Support;

/// <summary>Requests as Flow's engine sends them.</summary>
internal static class FlowRequests
{
    public const string TenantId = "67204d5c-6022-474d-8f80-0d576b43d02d";
    public const string Account = "acme-AB12CD";

    /// <summary>The reference's own example of a request, for executePromotion.</summary>
    public static JsonObject Promotion(string? token = null, string callbackUri = "https://flow.boomi.com/api/run/1/response") => Request(
        token,
        callbackUri,
        EngineValue.Simple("devAccountId", "acmedev-EF34GH"),
        EngineValue.Objects("components", "ContentList", Component("0f2a6f3e-1111-4c6e-9d5b-2f7f7a1f0001", "Order Sync")),
        EngineValue.Objects("promotionMetadata", "ContentObject", EngineValue.Object(
            "executePromotion REQUEST - promotionMetadata",
            EngineValue.Property("requestDate", "2026-02-16T14:30:00+00:00", "ContentDateTime"),
            EngineValue.Property("requestedBy", "dana@acme.example"))));

    /// <summary>A request with <paramref name="inputs"/>.</summary>
    public static JsonObject With(params JsonObject[] inputs) => Request(token: null, "https://flow.boomi.com/api/run/1/response", inputs);

    public static JsonObject Component(string id, string name) => EngineValue.Object(
        "executePromotion REQUEST - components",
        EngineValue.Property("componentId", id),
        EngineValue.Property("componentName", name),
        EngineValue.Property("componentType", "process"),
        EngineValue.Property("folderFullPath", null));

    public static Task<Answer> InvokeAsync(
        this HostUnderTest host, string action, JsonObject request, AuthenticationHeaderValue? credentials = null, params (string Name, string Value)[] headers) =>
        host.PostAsync($"actions/{action}", request.ToJsonString(), credentials, headers);

    public static Task<Answer> SendAsync(this HostUnderTest host, string verb, string path, HttpContent? content = null, AuthenticationHeaderValue? credentials = null, bool anonymous = false)
    {
        var request = new HttpRequestMessage(new HttpMethod(verb), HostUnderTest.BasePath + path) { Content = content };
        request.Headers.Authorization = anonymous ? null : credentials ?? HostUnderTest.Basic();
        return host.SendAsync(request);
    }

    /// <summary>Posts with an Authorization header as it stands.</summary>
    public static Task<Answer> SendRawAsync(this HostUnderTest host, string path, string body, string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, HostUnderTest.BasePath + path) { Content = Json(body) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return host.SendAsync(request);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The outputs of a service response by name.</summary>
    public static Dictionary<string, JsonObject> Outputs(this Answer answer) =>
        JsonNode.Parse(answer.Text)!["outputs"]!.AsArray().ToDictionary(output => (string)output!["developerName"]!, output => output!.AsObject(), StringComparer.Ordinal);

    /// <summary>The content of a simple output.</summary>
    public static string? Output(this Answer answer, string name) => (string?)answer.Outputs()[name]["contentValue"];

    private static JsonObject Request(string? token, string callbackUri, params JsonObject[] inputs) => new()
    {
        ["joinPlayerUri"] = $"https://flow.boomi.com/{TenantId}/play/default?join=340279d0-350c-4886-9af8-86ebeda0bd71",
        ["playerUri"] = $"https://flow.boomi.com/{TenantId}/play/default?flow-id=6b987fed-ffda-4b92-842b-a0010b3cac0c",
        ["uri"] = "https://flow.example.com/fs/PromotionService/actions/any",
        ["inputs"] = new JsonArray([.. inputs]),
        ["outcomes"] = new JsonArray(),
        ["token"] = token ?? Guid.NewGuid().ToString("D"),
        ["tenantId"] = TenantId,
        ["stateId"] = "340279d0-350c-4886-9af8-86ebeda0bd71",
        ["callbackUri"] = callbackUri,
        ["culture"] = new JsonObject { ["language"] = "EN", ["country"] = "USA" },
        ["executionMode"] = null,
        ["configurationValues"] = new JsonArray(EngineValue.Simple("primaryAccountId", Account, contentType: null)),
        ["authorization"] = new JsonObject { ["globalAuthenticationType"] = "PUBLIC", ["groups"] = null },
        ["annotations"] = null,
        ["attributes"] = null,
    };
}
