using FlowServiceHost.Actions;
using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector.Metadata;

/// <summary>
/// Answers a first request for the metadata to nobody while the host starts, and has the web server answer one over a connection of its own. What a first request
/// of all pays for (connections, routes, compiled code) is paid for then, and a builder who connects to a host that has just started does not wait for it.
/// </summary>
internal sealed partial class MetadataWarmup(
    MetadataEndpoint metadata, Pipeline pipeline, OwnAddress address, IServiceScopeFactory scopes, IOptions<ActionEndpointOptions> options, ILogger<MetadataWarmup> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();

            // Nobody's credentials are at hand here: one request goes all the way to the gate, the other on from behind it.
            await pipeline.Whole(Request(scope.ServiceProvider, cancellationToken));
            await metadata.AnswerAsync(Request(scope.ServiceProvider, cancellationToken), forInstall: true);
            await address.AskAsync($"{options.Value.BasePath}/metadata", cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The host works without; its first answers are slower.
            Failed(logger, exception);
        }
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private DefaultHttpContext Request(IServiceProvider services, CancellationToken cancellationToken)
    {
        var body = "{\"culture\":{\"language\":\"EN\",\"country\":\"US\"}}"u8.ToArray();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        context.Request.Method = HttpMethods.Post;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = $"{options.Value.BasePath}/metadata/install";
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body, writable: false);
        return context;
    }

    [LoggerMessage(EventId = 3640, Level = LogLevel.Warning, Message = "Answering a first request for the metadata at the start failed; the first answers will be slower.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
