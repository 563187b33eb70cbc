using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>Answers every request as a test says, gRPC or not.</summary>
internal sealed class FalseServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private FalseServer(WebApplication app)
    {
        _app = app;
        _channel = GrpcChannel.ForAddress(app.Urls.Single());
    }

    public Echo.EchoClient Client => new(_channel);

    public static async Task<FalseServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new FalseServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }
}
