using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrpcRuntime.Tests;

/// <summary>The echo service on a free loopback port.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private EchoServer(WebApplication app)
    {
        _app = app;
        Address = app.Urls.Single();
    }

    public string Address { get; }

    public int Port => new Uri(Address).Port;

    public EchoJournal Journal => _app.Services.GetRequiredService<EchoJournal>();

    public LogSink Logs => _app.Services.GetRequiredService<LogSink>();

    public IServiceProvider Services => _app.Services;

    public static async Task<EchoServer> StartAsync(
        Action<GrpcServiceOptions>? options = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? app = null,
        HttpProtocols protocols = HttpProtocols.Http2,
        Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var sink = new LogSink();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(sink);
        builder.Services.AddSingleton(sink);
        builder.Services.AddSingleton<EchoJournal>();
        builder.Services.AddGrpc(options ?? (_ => { }));
        services?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = protocols;
            listen?.Invoke(endpoint);
        }));
        var application = builder.Build();
        application.MapGrpcService<EchoService>();
        app?.Invoke(application);
        await application.StartAsync();
        return new EchoServer(application);
    }

    /// <summary>A channel to this server that ends with it.</summary>
    public GrpcChannel Channel(GrpcChannelOptions? options = null)
    {
        var channel = GrpcChannel.ForAddress(Address, options ?? new GrpcChannelOptions());
        _channels.Add(channel);
        return channel;
    }

    public Echo.EchoClient Client(GrpcChannelOptions? options = null) => new(Channel(options));

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        await _app.DisposeAsync();
    }
}
