using Grpc.Core;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class CancellationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Say_CallerCancels_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        using var cancellation = new CancellationTokenSource();
        using var call = server.Client().SayAsync(new EchoRequest { Delay = 60_000 }, cancellationToken: cancellation.Token);
        await server.Journal.FirstStarted.WaitAsync(Patience);

        await cancellation.CancelAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync.WaitAsync(Patience));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    [Test]
    public async Task Say_CancelledBefore_NeverReachesTheServer()
    {
        await using var server = await EchoServer.StartAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task Say_ChannelAsksForIt_ThrowsOperationCanceled()
    {
        await using var server = await EchoServer.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var client = server.Client(new GrpcChannelOptions { ThrowOperationCanceledOnCancellation = true });
        using var call = client.SayAsync(new EchoRequest { Delay = 60_000 }, cancellationToken: cancellation.Token);
        await server.Journal.FirstStarted.WaitAsync(Patience);

        await cancellation.CancelAsync();

        Assert.That(async () => await call.ResponseAsync.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Dispose_OfACallUnderWay_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        var call = server.Client().SayAsync(new EchoRequest { Delay = 60_000 });
        await server.Journal.FirstStarted.WaitAsync(Patience);

        call.Dispose();

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync.WaitAsync(Patience));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    [Test]
    public async Task Dispose_OfAStreamHalfRead_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        var call = server.Client().Repeat(new EchoRequest { Count = 1_000_000, Delay = 5 });
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);

        call.Dispose();

        await server.Journal.FirstCancelled.WaitAsync(Patience);
        Assert.That(async () => await ReadToEndAsync(call), Throws.TypeOf<RpcException>().With.Property("StatusCode").EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task MoveNext_Cancelled_CancelsTheCall()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Count = 2, Delay = 60_000 });
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        using var cancellation = new CancellationTokenSource();
        var next = call.ResponseStream.MoveNext(cancellation.Token);

        await cancellation.CancelAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () => await next.WaitAsync(Patience));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    [Test]
    public async Task DisposeOfTheChannel_CallUnderWay_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        var channel = server.Channel();
        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest { Delay = 60_000 });
        await server.Journal.FirstStarted.WaitAsync(Patience);

        channel.Dispose();

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync.WaitAsync(Patience));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    private static async Task ReadToEndAsync(AsyncServerStreamingCall<EchoResponse> call)
    {
        while (await call.ResponseStream.MoveNext().WaitAsync(Patience))
        {
            // Only the end matters.
        }
    }
}
