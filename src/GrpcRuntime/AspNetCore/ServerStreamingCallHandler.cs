using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Handles a server streaming rpc.</summary>
internal sealed class ServerStreamingCallHandler<TService, TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> invoke,
    ServerCallSettings settings) : ServerCallHandler<TService, TRequest, TResponse>(method, settings)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    protected override Task InvokeAsync(TRequest request, HttpServerCallContext context, ServiceScope<TService> scope)
    {
        ServerStreamingServerMethod<TRequest, TResponse> innermost = (message, writer, call) => invoke(scope.Service(), message, writer, call);
        var pipeline = scope.Pipeline(
            innermost,
            (interceptor, next) => (message, writer, call) => interceptor.ServerStreamingServerHandler(message, writer, call, next));
        var stream = new ServerStreamWriter<TResponse>(context, Method.ResponseMarshaller.ContextualSerializer, Settings.MaxSendMessageSize);
        return pipeline(request, stream, context);
    }
}
