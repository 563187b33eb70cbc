using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Makes calls through a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    private const string OneRequestOnly = "This runtime carries one request a call: unary and server streaming.";

    [SuppressMessage("Usage", "MA0045:Do not use blocking calls in a sync method", Justification = "The generated synchronous methods ask for it.")]
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        channel.ThrowIfDisposed();
        var call = new HttpCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncUnaryCall<TResponse>(
            call.RunUnaryAsync(request), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        channel.ThrowIfDisposed();
        var call = new HttpCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncServerStreamingCall<TResponse>(
            new ResponseStream<TRequest, TResponse>(call, request), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException(OneRequestOnly);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException(OneRequestOnly);
}
