using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class StatusTests
{
    private static readonly StatusCode[] Failures = Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK).ToArray();

    [TestCaseSource(nameof(Failures))]
    public async Task Say_HandlerThrowsRpcException_CallerSeesStatusAndTrailers(StatusCode code)
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().SayAsync(new EchoRequest { Status = (int)code, StatusMessage = "100 % größer\r\n✓ 😀" });

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.That(exception.StatusCode, Is.EqualTo(code));
        Assert.That(exception.Status.Detail, Is.EqualTo("100 % größer\r\n✓ 😀"));
        Assert.That(exception.Trailers.GetValue("reason"), Is.EqualTo("asked"));
        Assert.That(exception.Trailers.GetValueBytes("reason-bin"), Is.EqualTo(new byte[] { 0, 1, 255 }));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(code));
        Assert.That(call.GetTrailers().GetValue("reason"), Is.EqualTo("asked"));
    }

    [Test]
    public async Task Say_HandlerThrowsAnythingElse_CallerSeesUnknownWithoutDetails()
    {
        await using var server = await EchoServer.StartAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest { Status = -1, StatusMessage = "password1" }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(exception.ToString(), Does.Not.Contain("password1").And.Not.Contain("InvalidOperation"));
        Assert.That(server.Logs.Lines.Select(line => line.Exception?.Message), Has.Some.EqualTo("secret: password1"));
    }

    [Test]
    public async Task Say_DetailedErrorsAllowed_CallerSeesTheException()
    {
        await using var server = await EchoServer.StartAsync(options => options.EnableDetailedErrors = true);

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest { Status = -1, StatusMessage = "why" }));

        Assert.That(exception.Status.Detail, Does.Contain("InvalidOperationException").And.Contain("secret: why"));
    }

    [Test]
    public async Task Say_VeryLongStatusMessage_IsCutAndKeepsItsStatus()
    {
        await using var server = await EchoServer.StartAsync();

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().SayAsync(new EchoRequest { Status = (int)StatusCode.Aborted, StatusMessage = new string('ß', 200_000) }));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That(exception.Status.Detail, Does.Match("^ß{500,}$"));
    }

    [Test]
    public async Task Say_CallSucceeded_StatusIsOk()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().SayAsync(new EchoRequest());

        await call;

        Assert.That(call.GetStatus(), Is.EqualTo(Status.DefaultSuccess));
    }

    [Test]
    public async Task GetStatus_BeforeTheEnd_Throws()
    {
        await using var server = await EchoServer.StartAsync();
        using var call = server.Client().SayAsync(new EchoRequest { Delay = 60_000 });

        Assert.That(() => call.GetStatus(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Collect_StreamOfRequests_IsRefusedByTheClient()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        Assert.That(() => client.Collect(), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => client.Chat(), Throws.TypeOf<NotSupportedException>());
    }
}
