using System.Buffers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// The response of one call: headers, messages, status, in this order. The status may come from the handler's end or from the deadline,
/// whichever is first; what comes after it is refused.
/// </summary>
internal sealed class ServerCallResponse(HttpContext http, Metadata trailers) : IDisposable
{
    // Small last messages leave in one piece with their status.
    private const int LargestUnflushed = 32 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _started;
    private bool _ended;

    public void Dispose() => _turn.Dispose();

    /// <summary>Sends the headers; throws <see cref="InvalidOperationException"/> when they are gone already.</summary>
    public async Task SendHeadersAsync(Metadata headers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        await InTurnAsync(
            async () =>
            {
                if (_started)
                {
                    throw new InvalidOperationException("The response headers were sent already.");
                }

                Start();
                Append(http.Response.Headers, headers);
                await http.Response.BodyWriter.FlushAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Sends a framed message. It may stay in the buffer, without waiting for a slow reader, when <paramref name="more"/> follows.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> frame, bool more, CancellationToken cancellationToken) =>
        InTurnAsync(
            async () =>
            {
                Start();
                if (more && frame.Length <= LargestUnflushed)
                {
                    http.Response.BodyWriter.Write(frame.Span);
                }
                else
                {
                    await http.Response.BodyWriter.WriteAsync(frame, cancellationToken);
                }
            },
            cancellationToken);

    /// <summary>Sends the status unless one is gone already or nobody listens any more.</summary>
    public async Task EndAsync(Status status, Metadata? statusTrailers)
    {
        // Whoever is writing ends soon: writes are cancelled at the deadline and when the caller goes.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_ended || http.RequestAborted.IsCancellationRequested)
            {
                _ended = true;
                return;
            }

            _ended = true;
            var target = http.Response.Headers;
            if (_started || http.Response.HasStarted)
            {
                target = http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
                    ?? throw new InvalidOperationException("This server cannot send trailers.");
            }
            else
            {
                http.Response.ContentType = ProtocolNames.ContentType;
                http.Response.Headers[ProtocolNames.AcceptEncoding] = ProtocolNames.ReadableEncodings;
            }

            Append(target, trailers);
            Append(target, statusTrailers ?? Metadata.Empty);
            RequestChecks.WriteStatus(target, status);
        }
        finally
        {
            _turn.Release();
        }

        await http.Response.CompleteAsync();
    }

    private static void Append(IHeaderDictionary target, Metadata metadata)
    {
        foreach (var (name, values) in MetadataHeaders.Encode(metadata))
        {
            foreach (var value in values)
            {
                target.Append(name, value);
            }
        }
    }

    private async Task InTurnAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ended)
            {
                throw new InvalidOperationException("The call has ended; nothing more can be sent.");
            }

            await action();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Start()
    {
        if (!_started)
        {
            _started = true;
            http.Response.ContentType = ProtocolNames.ContentType;
            http.Response.Headers[ProtocolNames.AcceptEncoding] = ProtocolNames.ReadableEncodings;
        }
    }
}
