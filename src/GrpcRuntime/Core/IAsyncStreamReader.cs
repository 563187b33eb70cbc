namespace Grpc.Core;

/// <summary>A stream of messages that arrive one after another.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> found.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end. Throws <see cref="RpcException"/> when the call ended with another status than OK.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
