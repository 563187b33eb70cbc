using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests;

public sealed class UnaryTests
{
    [Test]
    public async Task Say_OverLoopback_EchoesTextAndPayload()
    {
        await using var server = await EchoServer.StartAsync();
        var request = new EchoRequest { Text = "größer ✓", Payload = Google.Protobuf.ByteString.CopyFrom(0, 1, 2, 255) };

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
}
