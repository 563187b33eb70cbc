using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Engine;

/// <summary>Asks the engine's health service whether it serves.</summary>
public sealed class EngineHealth(CallInvoker invoker, IOptions<EngineOptions> options, TimeProvider clock)
{
    /// <summary>Whether the engine answers, in time, that it serves.</summary>
    public async Task<bool> IsServingAsync(CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow().AddSeconds(options.Value.HealthTimeoutSeconds).UtcDateTime;
        try
        {
            var answer = await new Health.HealthClient(invoker).CheckAsync(new HealthCheckRequest(), headers: null, deadline, cancellationToken);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
