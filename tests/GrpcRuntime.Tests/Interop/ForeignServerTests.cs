using Google.Protobuf;
using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Interop;

/// <summary>Other servers as our client sees them.</summary>
[TestFixture("grpc-js")]
[TestFixture("grpc-js gzip")]
[TestFixture("python")]
[TestFixture("python gzip")]
public sealed class ForeignServerTests(string kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Say_AnswersAndMetadata_ArriveAsSent()
    {
        await using var server = await ForeignServer.StartAsync(kind);
        var headers = new Metadata { { "x-text", "a b ~" }, { "x-bytes-bin", [0, 1, 254, 255] }, { "t-bytes-bin", [255, 0] } };

        using var call = server.Client.SayAsync(new EchoRequest { Text = "größer ✓" }, headers, DateTime.UtcNow + Patience);

        Assert.That((await call).Text, Is.EqualTo("größer ✓"));
        var received = await call.ResponseHeadersAsync;
        Assert.That(received.GetValue("x-text"), Is.EqualTo("a b ~"));
        Assert.That(received.GetValueBytes("x-bytes-bin"), Is.EqualTo(new byte[] { 0, 1, 254, 255 }));
        Assert.That(call.GetTrailers().GetValueBytes("t-bytes-bin"), Is.EqualTo(new byte[] { 255, 0 }));
    }

    [Test]
    public async Task Say_Failures_HaveTheirStatusAndTrailers()
    {
        await using var server = await ForeignServer.StartAsync(kind);

        var failure = await FailureAsync(server, new EchoRequest { Status = 9, StatusMessage = "100 % größer\n✓" }, Patience);
        var late = await FailureAsync(server, new EchoRequest { Delay = 3000 }, TimeSpan.FromMilliseconds(400));
        var unknown = Assert.Throws<RpcException>(() => server.Client.Say(new EchoRequest { Payload = ByteString.CopyFrom(new byte[4_300_000]) }));

        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.FailedPrecondition, "100 % größer\n✓")));
        Assert.That(failure.Trailers.GetValueBytes("reason-bin"), Is.EqualTo(new byte[] { 0, 1, 255 }));
        Assert.That(late.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(unknown.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Say_LargeAndManyMessages_PassBothWays()
    {
        await using var server = await ForeignServer.StartAsync(kind);
        var payload = new byte[3_900_000];
        new Random(11).NextBytes(payload);

        var large = await server.Client.SayAsync(new EchoRequest { Payload = ByteString.CopyFrom(payload) }, deadline: DateTime.UtcNow + Patience);
        var many = await Task.WhenAll(Enumerable.Range(0, 200).Select(index =>
            server.Client.SayAsync(new EchoRequest { Text = $"{index}" }, deadline: DateTime.UtcNow + Patience).ResponseAsync));
        var tooLarge = await FailureAsync(server, new EchoRequest { Count = 4_300_000 }, Patience);

        Assert.That(large.Payload.Span.SequenceEqual(payload), Is.True);
        Assert.That(many.Select(response => response.Text), Is.EqualTo(Enumerable.Range(0, 200).Select(index => $"{index}")));
        Assert.That(tooLarge.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Repeat_WholeBrokenAndCancelled_EndAsTheyShould()
    {
        await using var server = await ForeignServer.StartAsync(kind);
        using var whole = server.Client.Repeat(new EchoRequest { Count = 50 }, deadline: DateTime.UtcNow + Patience);
        using var broken = server.Client.Repeat(new EchoRequest { Count = 3, Status = 15, StatusMessage = "half" }, deadline: DateTime.UtcNow + Patience);
        using var cancellation = new CancellationTokenSource();
        using var cancelled = server.Client.Repeat(new EchoRequest { Count = 1000, Delay = 20 }, cancellationToken: cancellation.Token);

        Assert.That(await IndicesAsync(whole, []), Is.EqualTo(Enumerable.Range(0, 50)));
        var received = new List<int>();
        var failure = Assert.ThrowsAsync<RpcException>(async () => await IndicesAsync(broken, received));
        Assert.That(received, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.DataLoss, "half")));
        Assert.That(await cancelled.ResponseStream.MoveNext().WaitAsync(Patience), Is.True);
        await cancellation.CancelAsync();
        var end = Assert.ThrowsAsync<RpcException>(async () => await IndicesAsync(cancelled, []));
        Assert.That(end.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Check_ServiceThatIsNotThere_IsUnimplemented()
    {
        await using var server = await ForeignServer.StartAsync(kind);
        var elsewhere = new Grpc.Health.V1.Health.HealthClient(server.Channel);

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await elsewhere.CheckAsync(new Grpc.Health.V1.HealthCheckRequest(), deadline: DateTime.UtcNow + Patience));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unimplemented));
    }

    private static async Task<List<int>> IndicesAsync(AsyncServerStreamingCall<EchoResponse> call, List<int> received)
    {
        while (await call.ResponseStream.MoveNext().WaitAsync(Patience))
        {
            received.Add(call.ResponseStream.Current.Index);
        }

        return received;
    }

    private static async Task<RpcException> FailureAsync(ForeignServer server, EchoRequest request, TimeSpan timeout)
    {
        try
        {
            await server.Client.SayAsync(request, deadline: DateTime.UtcNow + timeout);
        }
        catch (RpcException exception)
        {
            return exception;
        }

        throw new AssertionException("The call succeeded.");
    }
}
