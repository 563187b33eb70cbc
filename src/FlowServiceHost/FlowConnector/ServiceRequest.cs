using System.Text.Json;

namespace FlowServiceHost.FlowConnector;

/// <summary>What matters of a request of Flow's engine. Everything else in it is ignored.</summary>
/// <param name="Token">Identifies the invocation; echoed, and the idempotency key.</param>
/// <param name="TenantId">The tenant; echoed.</param>
/// <param name="CallbackUri">Where later answers go; empty when it says nothing.</param>
/// <param name="Inputs">What the builder bound; may be undefined.</param>
/// <param name="ConfigurationValues">What the builder filled in on the connector; may be undefined.</param>
internal sealed record ServiceRequest(string Token, string TenantId, string CallbackUri, JsonElement Inputs, JsonElement ConfigurationValues)
{
    private const int LongestId = 128;

    /// <summary>Reads a request, or says what is wrong with it.</summary>
    public static (ServiceRequest? Request, string Problem) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, "it is not an object");
        }

        var token = TextOf(body, "token");
        var tenant = TextOf(body, "tenantId");
        if (!IsId(token) || !IsId(tenant))
        {
            return (null, $"{(IsId(token) ? "tenantId" : "token")} is missing, or is not a text of 1 to {LongestId} printable characters");
        }

        var request = new ServiceRequest(token, tenant, TextOf(body, "callbackUri"), MemberOf(body, "inputs"), MemberOf(body, "configurationValues"));
        return IsListOrAbsent(request.Inputs) && IsListOrAbsent(request.ConfigurationValues)
            ? (request, string.Empty)
            : (null, "inputs and configurationValues must be lists");
    }

    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsListOrAbsent(JsonElement member) => member.ValueKind is JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined;

    private static JsonElement MemberOf(JsonElement body, string name) => body.TryGetProperty(name, out var member) ? member : default;

    private static string TextOf(JsonElement body, string name) => MemberOf(body, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;
}
