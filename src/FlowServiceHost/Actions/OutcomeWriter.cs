using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FlowServiceHost.Actions;

/// <summary>Writes an outcome as plain JSON with its HTTP status.</summary>
internal static class OutcomeWriter
{
    private const string Realm = "PromotionService";

    /// <summary>How to sign in, for the header of a 401.</summary>
    public static StringValues Challenges { get; } = new([$"Basic realm=\"{Realm}\", charset=\"UTF-8\"", $"Bearer realm=\"{Realm}\""]);

    /// <summary>Writes <paramref name="outcome"/>; without a response of an action, the three fields of the envelope.</summary>
    public static async Task WriteAsync(HttpContext context, ActionOutcome outcome)
    {
        var response = context.Response;
        response.StatusCode = outcome.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (outcome.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString();
        }

        if (outcome.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = Challenges;
        }

        if (outcome.Status == StatusCodes.Status202Accepted)
        {
            response.Headers["Preference-Applied"] = "respond-async";
        }

        var body = outcome.Action is { } action && outcome.Response is { } message ? ResponseWriter.Write(action.Response, message) : Bare(outcome);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Bare(ActionOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", value: false);
            writer.WriteString("errorCode", outcome.Code);
            writer.WriteString("errorMessage", outcome.Message);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
