using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.HealthCheck;

/// <summary>
/// The standard health service. It knows what <see cref="SetStatus"/> told it; register it as a singleton and map it with
/// <c>MapGrpcService</c>. Safe for use by many threads.
/// </summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    private readonly Lock _changing = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<ServingStatus>, string> _watchers = new();

    /// <summary>Sets the status of a service, or of the whole server when <paramref name="service"/> is empty, and tells the watchers.</summary>
    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_changing)
        {
            _statuses[service] = status;
            Tell(service, status);
        }
    }

    /// <summary>Forgets a service; its watchers see SERVICE_UNKNOWN.</summary>
    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_changing)
        {
            _statuses.Remove(service);
            Tell(service, ServingStatus.ServiceUnknown);
        }
    }

    /// <summary>Forgets all services.</summary>
    public void ClearAll()
    {
        lock (_changing)
        {
            foreach (var service in _statuses.Keys.ToList())
            {
                ClearStatus(service);
            }
        }
    }

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_changing)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : Task.FromException<HealthCheckResponse>(new RpcException(new Status(StatusCode.NotFound, "No such service is registered.")));
        }
    }

    /// <summary>
    /// Streams the status at this moment and every change. A slow reader may miss states in between, never the newest. Ends with UNAVAILABLE
    /// when the host stops, so that watchers do not hold it up.
    /// </summary>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        var stopping = Stopping(context);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        var changes = Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_changing)
        {
            _watchers[changes] = request.Service;
            changes.Writer.TryWrite(_statuses.GetValueOrDefault(request.Service, ServingStatus.ServiceUnknown));
        }

        try
        {
            ServingStatus? last = null;
            await foreach (var status in changes.Reader.ReadAllAsync(over.Token))
            {
                if (status != last)
                {
                    last = status;
                    await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, over.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is stopping."));
        }
        finally
        {
            _watchers.TryRemove(changes, out _);
        }
    }

    private static CancellationToken Stopping(ServerCallContext context) =>
        context is AspNetCore.Server.HttpServerCallContext http
            ? http.HttpContext.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None
            : CancellationToken.None;

    private void Tell(string service, ServingStatus status)
    {
        foreach (var (changes, _) in _watchers.Where(watcher => watcher.Value == service))
        {
            changes.Writer.TryWrite(status);
        }
    }
}
