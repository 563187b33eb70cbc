using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds gRPC to a server's services.</summary>
public static class GrpcServicesExtensions
{
    /// <summary>Adds gRPC.</summary>
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting(options => options.ConstraintMap[GrpcContentTypeConstraint.Name] = typeof(GrpcContentTypeConstraint));
        services.AddOptions();
        services.TryAddSingleton<MappedServices>();
        return new GrpcServerBuilder(services);
    }

    /// <summary>Adds gRPC with options for all services.</summary>
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure(configureOptions);
        return services.AddGrpc();
    }

    /// <summary>Changes the options of one service.</summary>
    public static IGrpcServerBuilder AddServiceOptions<TService>(this IGrpcServerBuilder grpcBuilder, Action<GrpcServiceOptions<TService>> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(grpcBuilder);
        grpcBuilder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IConfigureOptions<GrpcServiceOptions<TService>>, CopyGlobalOptions<TService>>());
        grpcBuilder.Services.Configure(configure);
        return grpcBuilder;
    }
}
