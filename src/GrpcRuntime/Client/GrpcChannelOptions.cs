using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>How a channel is made.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Secure or not; null leaves it to the scheme of the address.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The largest request that is sent, in bytes; null (the default) for any.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The largest response that is taken, in bytes; 4 MiB unless set, null for any.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Where the channel logs to; null for nowhere, or what <see cref="ServiceProvider"/> holds.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Carries the calls instead of a client of the channel's own. Not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Carries the calls instead of a handler of the channel's own. Not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel's end is also that of <see cref="HttpClient"/> or <see cref="HttpHandler"/>. False unless set.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled call throws <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>. False unless set.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Version of HTTP; 2 unless set.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>What to do when the server lacks that version; refuse unless set.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }

    /// <summary>Services that the channel may use: <see cref="ILoggerFactory"/> and <see cref="TimeProvider"/>.</summary>
    public IServiceProvider? ServiceProvider { get; set; }
}
