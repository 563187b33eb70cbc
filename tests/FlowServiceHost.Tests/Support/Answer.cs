using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowServiceHost.Tests.Support;

internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text, EngineRequest? Seen)
{
    private JsonElement? _body;

    public JsonElement Body => _body ??= JsonElement.Parse(Text);

    public bool Success => Body.GetProperty("success").GetBoolean();

    public string Code => Body.GetProperty("errorCode").GetString()!;

    public string Message => Body.GetProperty("errorMessage").GetString()!;
}
