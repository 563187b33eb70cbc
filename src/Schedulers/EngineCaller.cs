using Contract.Calls;
using Grpc.Core;
using PromotionService.V1;

namespace Schedulers;

/// <summary>Calls the engine's maintenance as a program of ours.</summary>
/// <param name="client">The signed client.</param>
/// <param name="time">Clock of the deadlines.</param>
public sealed class EngineCaller(Maintenance.MaintenanceClient client, TimeProvider time)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Makes one call with the identity and the time limit that every job uses.</summary>
    public Task<TResponse> CallAsync<TResponse>(Func<Maintenance.MaintenanceClient, CallOptions, AsyncUnaryCall<TResponse>> call, CancellationToken cancellationToken)
    {
        var headers = new Metadata();
        CallerIdentity.ForService("schedulers", Guid.NewGuid().ToString("n")).AddTo(headers);
        return call(client, new CallOptions(headers, time.GetUtcNow().UtcDateTime + CallTimeout, cancellationToken)).ResponseAsync;
    }
}
