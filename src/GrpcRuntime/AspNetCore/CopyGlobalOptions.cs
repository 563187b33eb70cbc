using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>Starts the options of one service as a copy of those for all.</summary>
internal sealed class CopyGlobalOptions<TService>(IOptions<GrpcServiceOptions> global) : IConfigureOptions<GrpcServiceOptions<TService>>
    where TService : class
{
    public void Configure(GrpcServiceOptions<TService> options)
    {
        options.MaxReceiveMessageSize = global.Value.MaxReceiveMessageSize;
        options.MaxSendMessageSize = global.Value.MaxSendMessageSize;
        options.EnableDetailedErrors = global.Value.EnableDetailedErrors;
        foreach (var interceptor in global.Value.Interceptors)
        {
            options.Interceptors.Add(interceptor);
        }
    }
}
