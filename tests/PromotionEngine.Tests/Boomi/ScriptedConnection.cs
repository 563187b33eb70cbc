using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace PromotionEngine.Tests.Boomi;

/// <summary>Answers requests as a test tells it, and remembers them.</summary>
internal sealed class ScriptedConnection(Func<SentRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    public ConcurrentQueue<SentRequest> Sent { get; } = new();

    public static HttpResponseMessage Json(string body, int status = 200) => Text(body, "application/json", status);

    public static HttpResponseMessage Xml(string body, int status = 200) => Text(body, "application/xml", status);

    public static HttpResponseMessage Text(string body, string type, int status) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    /// <summary>The request went out, then the connection broke.</summary>
    public static HttpResponseMessage Cut() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut");

    /// <summary>There is nobody to connect to.</summary>
    public static HttpResponseMessage Unreachable() => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = new SentRequest(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Content?.Headers.ContentType?.MediaType ?? string.Empty,
            request.Headers.Accept.ToString(),
            request.Headers.Authorization?.ToString() ?? string.Empty);
        Sent.Enqueue(sent);
        return answer(sent);
    }
}
