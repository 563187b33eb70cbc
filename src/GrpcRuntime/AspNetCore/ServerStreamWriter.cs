using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The responses of a server streaming call. A write ends when the transport has room, so a slow reader slows the handler.</summary>
internal sealed class ServerStreamWriter<TResponse>(
    HttpServerCallContext context,
    Action<TResponse, SerializationContext> serializer,
    int? maxLength) : IServerStreamWriter<TResponse>
{
    private int _writing;

    public WriteOptions? WriteOptions
    {
        get => context.WriteOptions;
        set => context.WriteOptions = value;
    }

    public Task WriteAsync(TResponse message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TResponse message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Interlocked.Exchange(ref _writing, 1) == 1)
        {
            throw new InvalidOperationException("The write before this one is still under way.");
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, cancellationToken);
            either.Token.ThrowIfCancellationRequested();
            var frame = MessageBuffer.Frame(message, serializer, maxLength);
            var more = WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) ?? false;
            await context.Response.WriteAsync(frame, more, either.Token);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }
}
