namespace Grpc.Core;

/// <summary>A server streaming call under way.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    private readonly Func<Status> _getStatus;
    private readonly Func<Metadata> _getTrailers;
    private readonly Action _dispose;

    /// <summary>A call from its parts; interceptors and mocks use this.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseStream = responseStream;
        ResponseHeadersAsync = responseHeadersAsync;
        _getStatus = getStatusFunc;
        _getTrailers = getTrailersFunc;
        _dispose = disposeAction;
    }

    /// <summary>The responses.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>The metadata that came before the first response.</summary>
    public Task<Metadata> ResponseHeadersAsync { get; }

    /// <summary>How the call ended; throws <see cref="InvalidOperationException"/> before it did.</summary>
    public Status GetStatus() => _getStatus();

    /// <summary>The metadata that came with the status; throws <see cref="InvalidOperationException"/> before the call ended.</summary>
    public Metadata GetTrailers() => _getTrailers();

    /// <summary>Cancels the call when it is still under way and lets go of what it holds.</summary>
    public void Dispose() => _dispose();
}
