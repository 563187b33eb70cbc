using System.Buffers;
using System.Text.Json;
using FlowServiceHost.Actions;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.FlowConnector;

/// <summary>A technical failure, in the form of which Flow shows the message to people.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">What happened and what to do, for people.</param>
/// <param name="RetryAfter">Whole seconds after which it may be tried again; null when that is not said.</param>
internal sealed record FlowProblem(int Status, string Message, int? RetryAfter = null)
{
    private const string KindHeader = "X-ManyWho-Service-Problem-Kind";
    private const string Kind = "service";
    private const int LongestMessage = 500;
    private const int LongestUri = 300;

    /// <summary>Writes the problem as the answer.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers[KindHeader] = Kind;
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString();
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = OutcomeWriter.Challenges;
        }

        var body = Body(Cut(context.Request.PathBase + context.Request.Path, LongestUri));
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private byte[] Body(string uri)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", Kind);
            writer.WriteString("uri", uri);
            writer.WriteNumber("statusCode", Status);
            writer.WriteString("message", Cut(Message, LongestMessage));
            writer.WriteNull("responseBody");
            writer.WriteNull("responseHeaders");
            writer.WriteNull("invokeType");
            writer.WriteNull("action");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
