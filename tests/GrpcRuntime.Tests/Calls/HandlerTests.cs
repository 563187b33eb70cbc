using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Misuse;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace GrpcRuntime.Tests.Calls;

/// <summary>What handlers may do wrong, and what stands around them.</summary>
public sealed class HandlerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Say_HandlerDeafToTheDeadline_CallerIsAnsweredAtTheDeadline()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);
        var request = new EchoRequest { Delay = 30_000, Status = EchoService.DeafHandler };
        var clock = Stopwatch.StartNew();

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Google.Protobuf.MessageExtensions.ToByteArray(request)), ("grpc-timeout", "200m"));

        Assert.That(answer.Status, Is.EqualTo("4"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Say_FailureBeforeAnyResponse_IsOneBlockOfHeaders()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);
        var request = new EchoRequest { Status = 5, StatusMessage = "größer %" };

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Google.Protobuf.MessageExtensions.ToByteArray(request)));

        Assert.That(answer.TrailersOnly, Is.True);
        Assert.That(answer.Message, Is.EqualTo("gr%C3%B6%C3%9Fer %25"));
        Assert.That(answer.Body, Is.Empty);
    }

    [Test]
    public async Task OddHandlers_BreakTheRules_AreToldAndTheCallStillEnds()
    {
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton<OddService>(),
            app: app => app.MapGrpcService<OddService>());
        var odd = server.Services.GetRequiredService<OddService>();
        var client = new Grpc.Health.V1.Health.HealthClient(server.Channel());

        var nothing = Assert.ThrowsAsync<RpcException>(async () => await client.CheckAsync(new Grpc.Health.V1.HealthCheckRequest { Service = "null" }));
        var fine = Assert.ThrowsAsync<RpcException>(async () => await client.CheckAsync(new Grpc.Health.V1.HealthCheckRequest { Service = "ok" }));
        var status = Assert.ThrowsAsync<RpcException>(async () => await client.CheckAsync(new Grpc.Health.V1.HealthCheckRequest { Service = "status" }));
        using var watch = client.Watch(new Grpc.Health.V1.HealthCheckRequest());
        var count = await watch.ResponseStream.ReadAllAsync().CountAsync().AsTask().WaitAsync(Patience);

        Assert.That(nothing.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(fine.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(status.Status, Is.EqualTo(new Status(StatusCode.OutOfRange, "set")));
        Assert.That(count, Is.EqualTo(1));
        Assert.That(odd.SecondHeaders, Is.TypeOf<InvalidOperationException>());
        Assert.That(async () => await odd.WriteLateAsync(), Throws.InvalidOperationException.Or.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Endpoints_OfAService_CarryWhatMiddlewareNeeds()
    {
        GrpcMethodMetadata? method = null;
        MarkAttribute? mark = null;
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton<OddService>(),
            app: app =>
            {
                app.UseRouting();
                app.Use((context, next) =>
                {
                    method = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>();
                    mark = context.GetEndpoint()?.Metadata.GetMetadata<MarkAttribute>();
                    return next(context);
                });
                app.MapGrpcService<OddService>().WithMetadata("added");
            });

        await new Grpc.Health.V1.Health.HealthClient(server.Channel()).CheckAsync(new Grpc.Health.V1.HealthCheckRequest());

        Assert.That(method?.Method.FullName, Is.EqualTo("/grpc.health.v1.Health/Check"));
        Assert.That(method?.ServiceType, Is.EqualTo(typeof(OddService)));
        Assert.That(mark, Is.Not.Null);
        Assert.That(
            server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count(endpoint => endpoint.Metadata.Contains("added")),
            Is.EqualTo(2));
    }

    [Test]
    public async Task Say_InMemoryServer_IsAnsweredWithoutASocket()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoJournal>();
        await using var app = builder.Build();
        app.MapGrpcService<EchoService>();
        await app.StartAsync();
        using var handler = app.GetTestServer().CreateHandler();
        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler });
        var client = new Echo.EchoClient(channel);

        var response = await client.SayAsync(new EchoRequest { Text = "near" });
        using var stream = client.Repeat(new EchoRequest { Count = 3 });
        var count = await stream.ResponseStream.ReadAllAsync().CountAsync();
        var failure = Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new EchoRequest { Status = 6, StatusMessage = "there" }));

        Assert.That(response.Text, Is.EqualTo("near"));
        Assert.That(count, Is.EqualTo(3));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.AlreadyExists, "there")));
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class MarkAttribute : Attribute;

    private sealed class OddService : Grpc.Health.V1.Health.HealthBase
    {
        private IServerStreamWriter<Grpc.Health.V1.HealthCheckResponse>? _stream;

        public Exception? SecondHeaders { get; private set; }

        [Mark]
        public override Task<Grpc.Health.V1.HealthCheckResponse> Check(Grpc.Health.V1.HealthCheckRequest request, ServerCallContext context)
        {
            switch (request.Service)
            {
                case "null":
                    return Task.FromResult<Grpc.Health.V1.HealthCheckResponse>(null!);
                case "ok":
                    throw new RpcException(Status.DefaultSuccess);
                case "status":
                    context.Status = new Status(StatusCode.OutOfRange, "set");
                    break;
            }

            return Task.FromResult(new Grpc.Health.V1.HealthCheckResponse());
        }

        public override async Task Watch(
            Grpc.Health.V1.HealthCheckRequest request,
            IServerStreamWriter<Grpc.Health.V1.HealthCheckResponse> responseStream,
            ServerCallContext context)
        {
            _stream = responseStream;
            await context.WriteResponseHeadersAsync([]);
            try
            {
                await context.WriteResponseHeadersAsync([]);
            }
            catch (InvalidOperationException exception)
            {
                SecondHeaders = exception;
            }

            await responseStream.WriteAsync(new Grpc.Health.V1.HealthCheckResponse(), context.CancellationToken);
        }

        public Task WriteLateAsync() => _stream!.WriteAsync(new Grpc.Health.V1.HealthCheckResponse());
    }
}
