using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace GrpcRuntime.Tests.Health;

public sealed class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Check_RegisteredService_AnswersItsStatus()
    {
        await using var server = await StartAsync();
        var health = Service(server);
        health.SetStatus(string.Empty, ServingStatus.Serving);
        health.SetStatus("promotion.v1.Packages", ServingStatus.NotServing);
        var client = Client(server);

        Assert.That((await client.CheckAsync(new HealthCheckRequest())).Status, Is.EqualTo(ServingStatus.Serving));
        Assert.That(
            (await client.CheckAsync(new HealthCheckRequest { Service = "promotion.v1.Packages" })).Status,
            Is.EqualTo(ServingStatus.NotServing));
    }

    [Test]
    public async Task Check_UnknownService_IsNotFound()
    {
        await using var server = await StartAsync();
        Service(server).SetStatus("gone", ServingStatus.Serving);
        Service(server).ClearAll();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await Client(server).CheckAsync(new HealthCheckRequest { Service = "gone" }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Watch_StatusChanges_AreTold()
    {
        await using var server = await StartAsync();
        var health = Service(server);
        using var call = Client(server).Watch(new HealthCheckRequest { Service = "a" });

        Assert.That(await NextAsync(call), Is.EqualTo(ServingStatus.ServiceUnknown));
        health.SetStatus("b", ServingStatus.NotServing);
        health.SetStatus("a", ServingStatus.Serving);
        Assert.That(await NextAsync(call), Is.EqualTo(ServingStatus.Serving));
        health.SetStatus("a", ServingStatus.Serving);
        health.ClearStatus("a");
        Assert.That(await NextAsync(call), Is.EqualTo(ServingStatus.ServiceUnknown));
    }

    [Test]
    public async Task Watch_HostStops_EndsAndLetsItStop()
    {
        await using var server = await StartAsync();
        using var call = Client(server).Watch(new HealthCheckRequest());
        await NextAsync(call);

        await server.StopAsync().WaitAsync(Patience);

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.MoveNext().WaitAsync(Patience));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    private static Task<EchoServer> StartAsync() =>
        EchoServer.StartAsync(
            services: services => services.AddSingleton<HealthServiceImpl>(),
            app: app => app.MapGrpcService<HealthServiceImpl>());

    private static HealthServiceImpl Service(EchoServer server) => server.Services.GetRequiredService<HealthServiceImpl>();

    private static Grpc.Health.V1.Health.HealthClient Client(EchoServer server) => new(server.Channel());

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        Assert.That(await call.ResponseStream.MoveNext().WaitAsync(Patience), Is.True);
        return call.ResponseStream.Current.Status;
    }
}
