using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services to endpoints.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps every rpc of <typeparamref name="TService"/>, a class derived from a generated base, to <c>POST /service/method</c>, and all
    /// other gRPC requests to the answer UNIMPLEMENTED. Throws <see cref="InvalidOperationException"/> without <c>AddGrpc</c>.
    /// </summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var mapped = builder.ServiceProvider.GetService<MappedServices>()
            ?? throw new InvalidOperationException("gRPC is not among the services. Call AddGrpc before MapGrpcService.");
        var endpoints = new EndpointBinder<TService>(builder).Bind();
        if (!mapped.FallbackIsMapped)
        {
            mapped.FallbackIsMapped = true;
            UnknownMethodEndpoint.Map(builder);
        }

        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }
}
