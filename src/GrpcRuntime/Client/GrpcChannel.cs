using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>A way to one server over HTTP/2: cleartext for <c>http</c> addresses, TLS for <c>https</c>. Meant to be kept and shared.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly bool _ownsInvoker;
    private readonly CancellationTokenSource _shutdown = new();
    private int _disposed;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker disposes the handler when the channel ends.")]
    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        TimeProvider = options.ServiceProvider?.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
        var loggers = options.LoggerFactory ?? options.ServiceProvider?.GetService(typeof(ILoggerFactory)) as ILoggerFactory;
        Logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Grpc.Net.Client");
        _ownsInvoker = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        _invoker = options.HttpClient
            ?? new HttpMessageInvoker(options.HttpHandler ?? CreateHandler(), disposeHandler: _ownsInvoker);
        Shutdown = _shutdown.Token;
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal TimeProvider TimeProvider { get; }

    internal ILogger Logger { get; }

    internal CancellationToken Shutdown { get; }

    /// <summary>A channel to <paramref name="address"/>, as in <c>http://localhost:5001</c>.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to <paramref name="address"/> with options.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    /// <summary>A channel to <paramref name="address"/>.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>
    /// A channel to <paramref name="address"/> with options. Throws <see cref="ArgumentException"/> when options contradict each other and
    /// <see cref="InvalidOperationException"/> when the address is neither <c>http</c> nor <c>https</c> or its scheme contradicts the credentials.
    /// </summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (channelOptions is { HttpClient: not null, HttpHandler: not null })
        {
            throw new ArgumentException("HttpClient and HttpHandler cannot both be set.", nameof(channelOptions));
        }

        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new InvalidOperationException($"'{address}' is not an http or https address.");
        }

        if (channelOptions.Credentials is { } credentials && credentials.IsSecure != (address.Scheme == Uri.UriSchemeHttps))
        {
            throw new InvalidOperationException($"The credentials of the channel do not fit its address '{address}'.");
        }

        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker()
    {
        ThrowIfDisposed();
        return new HttpCallInvoker(this);
    }

    /// <summary>Cancels the calls under way and ends the channel.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _shutdown.Cancel();
            _shutdown.Dispose();
            if (_ownsInvoker)
            {
                _invoker.Dispose();
            }
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed == 1, this);

    // HttpClient reads the whole response first unless told otherwise.
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _invoker.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    // A second connection is opened when the first has as many calls as the server allows, instead of letting calls wait.
    private static SocketsHttpHandler CreateHandler() => new()
    {
        EnableMultipleHttp2Connections = true,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
