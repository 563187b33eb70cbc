namespace Grpc.Core;

/// <summary>A duplex streaming call. It is here for the signatures of generated code only: this runtime makes none.</summary>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly Action _dispose;

    /// <summary>A call from its parts; mocks use this.</summary>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        ResponseHeadersAsync = responseHeadersAsync;
        StatusFunction = getStatusFunc;
        TrailersFunction = getTrailersFunc;
        _dispose = disposeAction;
    }

    /// <summary>The requests.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>The responses.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>The metadata that came before the first response.</summary>
    public Task<Metadata> ResponseHeadersAsync { get; }

    private Func<Status> StatusFunction { get; }

    private Func<Metadata> TrailersFunction { get; }

    /// <summary>How the call ended.</summary>
    public Status GetStatus() => StatusFunction();

    /// <summary>The metadata that came with the status.</summary>
    public Metadata GetTrailers() => TrailersFunction();

    /// <summary>Ends the call.</summary>
    public void Dispose() => _dispose();
}
