namespace Grpc.Core;

/// <summary>Handles a stream of requests with one response. This runtime never calls it.</summary>
public delegate Task<TResponse> ClientStreamingServerMethod<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
