using System.Diagnostics;
using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Say_DeadlinePasses_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        var clock = Stopwatch.StartNew();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest { Delay = 60_000 }, deadline: DateTime.UtcNow.AddMilliseconds(300)));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(clock.Elapsed, Is.LessThan(Patience));
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    [Test]
    public async Task Repeat_DeadlinePassesMidStream_EndsBothSides()
    {
        await using var server = await EchoServer.StartAsync();
        await server.Client().SayAsync(new EchoRequest());
        using var call = server.Client().Repeat(
            new EchoRequest { Count = 1000, Delay = 50 },
            deadline: DateTime.UtcNow.AddSeconds(2));
        var received = 0;

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync())
            {
                received++;
            }
        });

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(received, Is.Positive);
        await server.Journal.FirstCancelled.WaitAsync(Patience);
    }

    [Test]
    public async Task Say_DeadlineInThePast_NeverReachesTheServer()
    {
        await using var server = await EchoServer.StartAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task Say_Deadline_IsTheSameOnTheServer()
    {
        await using var server = await EchoServer.StartAsync();
        var deadline = DateTime.UtcNow.AddMinutes(5);

        await server.Client().SayAsync(new EchoRequest(), deadline: deadline);

        var seen = server.Journal.Calls.Single().Deadline;
        Assert.That(seen.Kind, Is.EqualTo(DateTimeKind.Utc));
        Assert.That(seen, Is.EqualTo(deadline).Within(5).Seconds);
    }

    [Test]
    public async Task Say_DeadlineFarAway_IsNoHindrance()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        await client.SayAsync(new EchoRequest(), deadline: DateTime.MaxValue);
        await client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddYears(5000));

        Assert.That(server.Journal.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Say_LocalDeadline_Throws()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        Assert.That(
            () => client.SayAsync(new EchoRequest(), deadline: new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Local)),
            Throws.InvalidOperationException);
    }
}
