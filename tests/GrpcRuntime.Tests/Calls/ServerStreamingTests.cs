using Google.Protobuf;
using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class ServerStreamingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Repeat_ManyResponses_ArriveInOrder()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Text = "again", Count = 500 });

        var received = await call.ResponseStream.ReadAllAsync().Select(response => response.Index).ToListAsync();

        Assert.That(received, Is.EqualTo(Enumerable.Range(0, 500)));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task Repeat_NoResponses_EndsWithOk()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest());

        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task Repeat_ErrorMidStream_ComesAfterTheResponsesBeforeIt()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Count = 3, Status = (int)StatusCode.DataLoss, StatusMessage = "half" });
        var received = new List<int>();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync())
            {
                received.Add(response.Index);
            }
        });

        Assert.That(received, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(exception.Status.Detail, Is.EqualTo("half"));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.DataLoss));
        Assert.That(exception.Trailers.GetValue("reason"), Is.EqualTo("asked"));
        Assert.That(async () => await call.ResponseStream.MoveNext(), Throws.TypeOf<RpcException>());
    }

    [Test]
    public async Task Repeat_SlowReader_HoldsTheHandlerBack()
    {
        const int Total = 400;
        await using var server = await EchoServer.StartAsync();
        var request = new EchoRequest { Count = Total, Payload = ByteString.CopyFrom(new byte[100_000]) };
        using var call = server.Client().Repeat(request);
        await call.ResponseStream.MoveNext();

        // Nothing is read meanwhile: the handler must come to rest far from the end.
        var before = -1;
        while (before != server.Journal.Written)
        {
            before = server.Journal.Written;
            await Task.Delay(500);
        }

        Assert.That(before, Is.LessThan(Total));
        var rest = await call.ResponseStream.ReadAllAsync().CountAsync().AsTask().WaitAsync(Patience);
        Assert.That(rest, Is.EqualTo(Total - 1));
    }

    [Test]
    public async Task Repeat_ReaderThatNeverReads_IsGoneAtTheDeadline()
    {
        await using var server = await EchoServer.StartAsync();
        var request = new EchoRequest { Count = 400, Payload = ByteString.CopyFrom(new byte[100_000]) };
        using var call = server.Client().Repeat(request, deadline: DateTime.UtcNow.AddSeconds(1));

        await server.Journal.FirstCancelled.WaitAsync(Patience);

        Assert.That(server.Journal.Written, Is.LessThan(400));
    }

    [Test]
    public async Task MoveNext_WhileOneIsUnderWay_Throws()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Count = 2, Delay = 60_000 });
        await call.ResponseStream.MoveNext();
        var first = call.ResponseStream.MoveNext();

        Assert.That(async () => await call.ResponseStream.MoveNext(), Throws.InvalidOperationException);
        call.Dispose();
        Assert.That(async () => await first, Throws.TypeOf<RpcException>());
    }

    [Test]
    public async Task Current_BeforeTheFirstRead_Throws()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Count = 1 });

        Assert.That(() => call.ResponseStream.Current, Throws.InvalidOperationException);
    }

    [Test]
    public async Task Repeat_HeadersOfTheHandler_ArriveBeforeTheFirstResponse()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().Repeat(new EchoRequest { Count = 2, Delay = 60_000 }, new Metadata { { "x-early", "1" } });

        var headers = await call.ResponseHeadersAsync.WaitAsync(Patience);

        Assert.That(headers.GetValue("x-early"), Is.EqualTo("1"));
    }
}
