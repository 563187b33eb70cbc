using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Actions;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The body without a byte order mark; null when it is longer than <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var whole = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var part = await request.BodyReader.ReadAsync(cancellationToken);
            foreach (var segment in part.Buffer)
            {
                whole.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(part.Buffer.End);
            if (whole.WrittenCount > limit)
            {
                return null;
            }

            if (part.IsCompleted)
            {
                return whole.WrittenSpan.StartsWith("\uFEFF"u8) ? whole.WrittenMemory[3..] : whole.WrittenMemory;
            }
        }
    }
}
