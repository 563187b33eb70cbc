using System.Buffers;
using System.Text.Json;
using FlowServiceHost.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>
/// <c>GET</c> and <c>POST {base}/metadata</c>, <c>POST {base}/metadata/install</c>. Which of the two install dialects the platform uses is not known, so
/// every answer holds what either reads. Of the request only the culture counts; the configuration may be filled in or not.
/// </summary>
public sealed class MetadataEndpoint(MetadataDocument document, FlowGate gate, IOptions<ActionEndpointOptions> options)
{
    private const int LongestText = 100;

    private static readonly string[] CultureMembers = ["id", "developerName", "developerSummary", "brand", "language", "country", "variant"];

    private static readonly byte[] DefaultCulture =
        """{"id":null,"developerName":null,"developerSummary":null,"brand":null,"language":"EN","country":"US","variant":null}"""u8.ToArray();

    /// <summary>Answers a request for the metadata.</summary>
    /// <param name="context">The request.</param>
    /// <param name="forInstall">Whether it came to the install address, which is only posted to.</param>
    public async Task HandleAsync(HttpContext context, bool forInstall)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (_, problem) = await gate.EnterAsync(context);
        if (problem is null && !HttpMethods.IsPost(context.Request.Method) && (forInstall || !HttpMethods.IsGet(context.Request.Method)))
        {
            context.Response.Headers.Allow = forInstall ? HttpMethods.Post : $"{HttpMethods.Get}, {HttpMethods.Post}";
            problem = new FlowProblem(StatusCodes.Status405MethodNotAllowed, "Metadata is read with POST.");
        }

        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        await AnswerAsync(context, forInstall);
    }

    /// <summary>Answers a request that was let in.</summary>
    internal async Task AnswerAsync(HttpContext context, bool forInstall)
    {
        var (culture, problem) = HttpMethods.IsPost(context.Request.Method) ? await ReadCultureAsync(context) : (DefaultCulture, null);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var bytes = document.Write(culture, forInstall);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // Checkers post an empty form, which says as much as an empty object.
    private static bool IsForm(HttpRequest request) => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static byte[] CultureOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("culture", out var culture) || culture.ValueKind != JsonValueKind.Object)
        {
            return DefaultCulture;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var name in CultureMembers)
            {
                var text = culture.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
                writer.WriteString(name, text?.Length <= LongestText ? text : null);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task<(byte[] Culture, FlowProblem? Problem)> ReadCultureAsync(HttpContext context)
    {
        var limit = options.Value.MaxBodyBytes;
        if (await FlowBody.ReadAsync(context, limit) is not { } bytes)
        {
            return ([], FlowBody.TooLarge(limit));
        }

        if (IsForm(context.Request) || bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return (DefaultCulture, null);
        }

        var (json, problem) = FlowBody.Parse(bytes);
        using (json)
        {
            return json is null ? ([], problem) : (CultureOf(json.RootElement), null);
        }
    }
}
