using System.Collections.Concurrent;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace GrpcRuntime.Tests.Calls;

public sealed class InterceptorTests
{
    [Test]
    public async Task ServerInterceptors_SeveralOnACall_RunOutermostFirst()
    {
        var steps = new ConcurrentQueue<string>();
        await using var server = await EchoServer.StartAsync(options =>
        {
            options.Interceptors.Add<Recorder>("outer", steps);
            options.Interceptors.Add<Recorder>("inner", steps);
        });

        await server.Client().SayAsync(new EchoRequest());
        using var call = server.Client().Repeat(new EchoRequest { Count = 1 });
        await call.ResponseStream.ReadAllAsync().CountAsync();

        string[] once = ["outer in", "inner in", "inner out", "outer out", "inner disposed", "outer disposed"];
        Assert.That(() => steps.ToArray(), Is.EquivalentTo([.. once, .. once]).After(5000, 20));
        Assert.That(steps.Take(4), Is.EqualTo(once.Take(4)));
    }

    [Test]
    public async Task ServerInterceptor_Refuses_HandlerIsNotReached()
    {
        await using var server = await EchoServer.StartAsync(options => options.Interceptors.Add<Gate>());
        var client = server.Client();

        var unary = Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new EchoRequest()));
        var stream = Assert.ThrowsAsync<RpcException>(async () => await client.Repeat(new EchoRequest { Count = 1 }).ResponseStream.MoveNext());

        Assert.That(unary.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(stream.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task ServerInterceptor_HeldByTheServices_IsTheirs()
    {
        var steps = new ConcurrentQueue<string>();
        await using var server = await EchoServer.StartAsync(
            options => options.Interceptors.Add<Recorder>(),
            services => services.AddSingleton(new Recorder("shared", steps)));

        await server.Client().SayAsync(new EchoRequest());
        await server.Client().SayAsync(new EchoRequest());

        Assert.That(steps, Is.EqualTo(new[] { "shared in", "shared out", "shared in", "shared out" }));
    }

    [Test]
    public async Task ServiceOptions_OfOneService_ChangeOnlyThatOne()
    {
        await using var server = await EchoServer.StartAsync(
            options => options.EnableDetailedErrors = true,
            services => services.AddGrpc().AddServiceOptions<EchoService>(options => options.MaxReceiveMessageSize = 20));

        var exception = Assert.ThrowsAsync<RpcException>(async () => await server.Client().SayAsync(new EchoRequest { Text = "more than twenty letters" }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        var detailed = Assert.ThrowsAsync<RpcException>(async () => await server.Client().SayAsync(new EchoRequest { Status = -1 }));
        Assert.That(detailed.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(detailed.Status.Detail, Does.Contain("InvalidOperationException"));
    }

    [Test]
    public async Task ClientInterceptors_SeveralOnAnInvoker_RunInOrderAndMayChangeMetadata()
    {
        var steps = new ConcurrentQueue<string>();
        await using var server = await EchoServer.StartAsync();
        var invoker = server.Channel()
            .Intercept(new Recorder("first", steps), new Recorder("second", steps))
            .Intercept(metadata =>
            {
                metadata.Add("x-added", "1");
                return metadata;
            });
        var client = new Echo.EchoClient(invoker);
        var own = new Metadata { { "x-own", "2" } };

        await client.SayAsync(new EchoRequest(), own);
        using var stream = client.Repeat(new EchoRequest { Count = 1 }, own);
        await stream.ResponseStream.ReadAllAsync().CountAsync();

        Assert.That(steps, Is.EqualTo(new[] { "first call", "second call", "first call", "second call" }));
        Assert.That(own, Has.Count.EqualTo(1));
        Assert.That(server.Journal.Calls.Select(call => call.Headers.GetValue("x-added") + call.Headers.GetValue("x-own")), Is.All.EqualTo("12"));
    }

    [Test]
    public async Task HttpHandlerThatSigns_AndMiddlewareThatChecks_SeeTheSameBody()
    {
        var seen = new ConcurrentQueue<(string Signed, string Computed)>();
        await using var server = await EchoServer.StartAsync(app: app => app.Use(async (context, next) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            seen.Enqueue((context.Request.Headers["x-hash"].ToString(), Convert.ToHexString(SHA256.HashData(body.ToArray()))));
            body.Position = 0;
            context.Request.Body = body;
            await next(context);
        }));
        using var handler = new SigningHandler { InnerHandler = new SocketsHttpHandler() };
        var client = server.Client(new GrpcChannelOptions { HttpHandler = handler });

        var response = await client.SayAsync(new EchoRequest { Text = "signed" });

        Assert.That(response.Text, Is.EqualTo("signed"));
        Assert.That(seen.Single().Signed, Is.EqualTo(seen.Single().Computed).And.Length.EqualTo(64));
    }

    private sealed class SigningHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            request.Headers.Add("x-hash", Convert.ToHexString(SHA256.HashData(body)));
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Gate : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));
    }

    private sealed class Recorder(string name, ConcurrentQueue<string> steps) : Interceptor, IDisposable
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            steps.Enqueue(name + " call");
            return continuation(request, context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            steps.Enqueue(name + " call");
            return continuation(request, context);
        }

        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            steps.Enqueue(name + " in");
            var response = await continuation(request, context);
            steps.Enqueue(name + " out");
            return response;
        }

        public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            steps.Enqueue(name + " in");
            await continuation(request, responseStream, context);
            steps.Enqueue(name + " out");
        }

        public void Dispose() => steps.Enqueue(name + " disposed");
    }
}
