using System.Text.Json;
using System.Text.Unicode;
using FlowServiceHost.Actions;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.FlowConnector;

/// <summary>Reads the body of a request of Flow's engine as bounded JSON.</summary>
internal static class FlowBody
{
    // Each level of a described object takes four of JSON, and none of our actions nests more than three.
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The bytes; null when there are more than <paramref name="limit"/>.</summary>
    public static ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, int limit) => BoundedBody.ReadAsync(context.Request, limit, context.RequestAborted);

    /// <summary>The answer to a body that is too large.</summary>
    public static FlowProblem TooLarge(int limit) => new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limit} bytes.");

    /// <summary>The JSON in <paramref name="bytes"/>, or what is wrong with it.</summary>
    public static (JsonDocument? Json, FlowProblem? Problem) Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            return (null, Malformed("it is not UTF-8"));
        }

        try
        {
            return JsonTexts.AreValid(bytes.Span, MaxDepth) ? (JsonDocument.Parse(bytes, Options), null) : (null, Malformed("a text in it is not valid Unicode"));
        }
        catch (JsonException exception)
        {
            return (null, Malformed($"see line {exception.LineNumber + 1 ?? 1}, byte {exception.BytePositionInLine + 1 ?? 1}"));
        }
    }

    /// <summary>The answer to a body that cannot be read.</summary>
    public static FlowProblem Malformed(string why) => new(StatusCodes.Status400BadRequest, $"The body is not a request that can be read: {why}.");
}
