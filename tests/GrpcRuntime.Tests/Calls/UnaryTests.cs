using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class UnaryTests
{
    private const int Fits = 3_900_000;
    private const int TooLarge = 4_300_000;

    [Test]
    public async Task Say_OverLoopback_EchoesTextAndPayload()
    {
        await using var server = await EchoServer.StartAsync();
        var request = new EchoRequest { Text = "größer ✓", Payload = ByteString.CopyFrom(0, 1, 2, 255) };

        var response = await server.Client().SayAsync(request);

        Assert.That(response.Text, Is.EqualTo(request.Text));
        Assert.That(response.Payload, Is.EqualTo(request.Payload));
    }

    [Test]
    public async Task Say_Blocking_EchoesText()
    {
        await using var server = await EchoServer.StartAsync();

        var response = server.Client().Say(new EchoRequest { Text = "now" });

        Assert.That(response.Text, Is.EqualTo("now"));
    }

    [Test]
    public async Task Say_EmptyMessages_AreAnswered()
    {
        await using var server = await EchoServer.StartAsync();

        var response = await server.Client().SayAsync(new EchoRequest());

        Assert.That(response, Is.EqualTo(new EchoResponse()));
    }

    [Test]
    public async Task Say_AThousandAtOnce_EachGetsItsOwnAnswer()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        var responses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(index =>
            client.SayAsync(new EchoRequest { Text = $"call {index}", Delay = index % 10 }).ResponseAsync));

        Assert.That(responses.Select(response => response.Text), Is.EqualTo(Enumerable.Range(0, 1000).Select(index => $"call {index}")));
    }

    [Test]
    public async Task Say_MessagesUnderTheLimit_PassBothWays()
    {
        await using var server = await EchoServer.StartAsync();
        var payload = new byte[Fits];
        new Random(7).NextBytes(payload);

        var response = await server.Client().SayAsync(new EchoRequest { Payload = ByteString.CopyFrom(payload) });

        Assert.That(response.Payload.Span.SequenceEqual(payload), Is.True);
    }

    [Test]
    public async Task Say_RequestOverTheServersLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await client.SayAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[TooLarge]) }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(server.Journal.Calls, Is.Empty);
        Assert.That((await client.SayAsync(new EchoRequest { Text = "still here" })).Text, Is.EqualTo("still here"));
    }

    [Test]
    public async Task Say_ResponseOverTheClientsLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        var exception = Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new EchoRequest { Count = TooLarge }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That((await client.SayAsync(new EchoRequest { Text = "still here" })).Text, Is.EqualTo("still here"));
    }

    [Test]
    public async Task Say_LimitsLiftedOnBothSides_LargeMessagesPass()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        var client = server.Client(new GrpcChannelOptions { MaxReceiveMessageSize = null });

        // More than the 30 MB that Kestrel allows a body unless told otherwise.
        var response = await client.SayAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[35_000_000]) });

        Assert.That(response.Payload.Length, Is.EqualTo(35_000_000));
    }

    [Test]
    public async Task Say_RequestOverTheClientsSendLimit_NeverLeaves()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client(new GrpcChannelOptions { MaxSendMessageSize = 100 });

        var exception = Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new EchoRequest { Text = new string('x', 100) }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task Say_ResponseOverTheServersSendLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxSendMessageSize = 100);

        var exception = Assert.ThrowsAsync<RpcException>(async () => await server.Client().SayAsync(new EchoRequest { Count = 100 }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Say_HandlerSeesTheCall_AsTheContextTells()
    {
        await using var server = await EchoServer.StartAsync();

        await server.Client().SayAsync(new EchoRequest());

        var facts = server.Journal.Calls.Single();
        Assert.That(facts.Method, Is.EqualTo("/promotion.testing.v1.Echo/Say"));
        Assert.That(facts.Host, Is.EqualTo($"127.0.0.1:{server.Port}"));
        Assert.That(facts.Peer, Does.Match(@"^ipv4:127\.0\.0\.1:\d+$"));
        Assert.That(facts.Deadline, Is.EqualTo(DateTime.MaxValue));
        Assert.That(facts.Protocol, Is.EqualTo("HTTP/2"));
    }

    [Test]
    public async Task WithHost_Call_AddressesThatHost()
    {
        await using var server = await EchoServer.StartAsync();

        await server.Client().WithHost("engine.test").SayAsync(new EchoRequest());

        Assert.That(server.Journal.Calls.Single().Host, Is.EqualTo("engine.test"));
    }
}
