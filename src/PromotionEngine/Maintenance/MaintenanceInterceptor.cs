using Contract.Calls;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Lets programs of ours alone into maintenance. People and connectors reach the engine through the host, which has no way there; should it ever forward one of
/// their calls, the engine does not take it.
/// </summary>
internal sealed class MaintenanceInterceptor : Interceptor
{
    private const string Maintenance = "/promotion.v1.Maintenance/";

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        !context.Method.StartsWith(Maintenance, StringComparison.Ordinal) || CallerIdentity.Read(context.RequestHeaders) is { Kind: CallerKind.Service }
            ? continuation(request, context)
            : throw new RpcException(new Status(StatusCode.PermissionDenied, "Maintenance is for the service's own programs. Call it as one of them, with the caller kind Service."));
}
