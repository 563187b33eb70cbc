namespace Grpc.Core;

/// <summary>A client streaming call. It is here for the signatures of generated code only: this runtime makes none.</summary>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly Action _dispose;

    /// <summary>A call from its parts; mocks use this.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        RequestStream = requestStream;
        ResponseAsync = responseAsync;
        ResponseHeadersAsync = responseHeadersAsync;
        StatusFunction = getStatusFunc;
        TrailersFunction = getTrailersFunc;
        _dispose = disposeAction;
    }

    /// <summary>The requests.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>The response.</summary>
    public Task<TResponse> ResponseAsync { get; }

    /// <summary>The metadata that came before the response.</summary>
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
