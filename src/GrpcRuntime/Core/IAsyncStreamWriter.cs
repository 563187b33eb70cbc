using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>A stream that messages are written to, one at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options for the writes that follow.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; only one write may be under way.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message unless <paramref name="cancellationToken"/> fires first.</summary>
    [SuppressMessage("Usage", "MA0040:Forward the CancellationToken parameter", Justification = "This is the overload that would take it.")]
    Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("Cancellation of stream writes is not supported by this writer.")
            : WriteAsync(message);
}
