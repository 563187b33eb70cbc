using System.Net.Sockets;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>One call that came in over HTTP.</summary>
internal sealed class HttpServerCallContext : ServerCallContext, IDisposable
{
    // Timers reach no further; a deadline beyond (seven weeks) is shown but not watched.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly TaskCompletionSource _deadlineReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ended;
    private readonly DateTime _deadlineAt = DateTime.MaxValue;
    private Metadata? _requestHeaders;

    /// <summary>Starts the clock when <paramref name="timeout"/> is given.</summary>
    public HttpServerCallContext(HttpContext httpContext, string method, TimeSpan? timeout, TimeProvider timeProvider)
    {
        HttpContext = httpContext;
        MethodCore = method;
        Response = new ServerCallResponse(httpContext, ResponseTrailersCore);
        if (timeout is { } span)
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            _deadlineAt = span < DateTime.MaxValue - now ? now + span : DateTime.MaxValue;
        }

        _deadline = timeout <= LongestTimer ? new CancellationTokenSource(timeout.Value, timeProvider) : new CancellationTokenSource();
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, httpContext.RequestAborted);
        _deadline.Token.Register(_deadlineReached.SetResult);
    }

    public HttpContext HttpContext { get; }

    public ServerCallResponse Response { get; }

    /// <summary>Ends when the deadline passes; never when there is none.</summary>
    public Task DeadlineReached => _deadlineReached.Task;

    public bool IsPastDeadline => _deadline.IsCancellationRequested;

    protected override string MethodCore { get; }

    protected override string HostCore => HttpContext.Request.Host.Value ?? string.Empty;

    protected override string PeerCore
    {
        get
        {
            var connection = HttpContext.Connection;
            return connection.RemoteIpAddress switch
            {
                null => "unknown",
                { AddressFamily: AddressFamily.InterNetworkV6 } address => $"ipv6:[{address}]:{connection.RemotePort}",
                var address => $"ipv4:{address}:{connection.RemotePort}",
            };
        }
    }

    protected override DateTime DeadlineCore => _deadlineAt;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _ended.Token;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(peerIdentityPropertyName: null, []);

    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    public void Dispose()
    {
        _ended.Dispose();
        _deadline.Dispose();
        Response.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) =>
        Response.SendHeadersAsync(responseHeaders, CancellationTokenCore);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Pass Deadline and CancellationToken of the context to the calls that the handler makes.");

    private Metadata ReadHeaders()
    {
        var headers = new Metadata();
        foreach (var (name, values) in HttpContext.Request.Headers)
        {
            foreach (var value in values)
            {
                try
                {
                    MetadataHeaders.Decode(name, value ?? string.Empty, headers);
                }
                catch (FormatException exception)
                {
                    throw new RpcException(new Status(StatusCode.Internal, $"The request header {name} is not base64.", exception));
                }
            }
        }

        return headers.Freeze();
    }
}
