using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Handles a unary rpc.</summary>
internal sealed class UnaryCallHandler<TService, TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    Func<TService, TRequest, ServerCallContext, Task<TResponse>> invoke,
    ServerCallSettings settings) : ServerCallHandler<TService, TRequest, TResponse>(method, settings)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(TRequest request, HttpServerCallContext context, ServiceScope<TService> scope)
    {
        UnaryServerMethod<TRequest, TResponse> innermost = (message, call) => invoke(scope.Service(), message, call);
        var pipeline = scope.Pipeline(
            innermost,
            (interceptor, next) => (message, call) => interceptor.UnaryServerHandler(message, call, next));
        var response = await pipeline(request, context);
        if (context.Status.StatusCode != StatusCode.OK)
        {
            return;
        }

        if (response is null)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The handler returned no message."));
        }

        var frame = MessageBuffer.Frame(response, Method.ResponseMarshaller.ContextualSerializer, Settings.MaxSendMessageSize);
        await context.Response.WriteAsync(frame, more: true, context.CancellationToken);
    }
}
