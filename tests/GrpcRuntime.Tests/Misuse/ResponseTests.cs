using Grpc.Core;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>Servers that break the protocol, as the client sees them.</summary>
public sealed class ResponseTests
{
    [TestCase(400, StatusCode.Internal)]
    [TestCase(401, StatusCode.Unauthenticated)]
    [TestCase(403, StatusCode.PermissionDenied)]
    [TestCase(404, StatusCode.Unimplemented)]
    [TestCase(429, StatusCode.Unavailable)]
    [TestCase(502, StatusCode.Unavailable)]
    [TestCase(503, StatusCode.Unavailable)]
    [TestCase(504, StatusCode.Unavailable)]
    [TestCase(500, StatusCode.Unknown)]
    [TestCase(302, StatusCode.Unknown)]
    public async Task Say_HttpStatusWithoutGrpcStatus_IsMapped(int httpStatus, StatusCode expected)
    {
        await using var server = await FalseServer.StartAsync(context =>
        {
            context.Response.StatusCode = httpStatus;
            return Task.CompletedTask;
        });

        Assert.That(Say(server).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Say_HttpStatusWithGrpcStatus_TheLatterCounts()
    {
        await using var server = await FalseServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers["grpc-status"] = "7";
            return Task.CompletedTask;
        });

        Assert.That(Say(server).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Say_OtherContentType_IsUnknown()
    {
        await using var server = await FalseServer.StartAsync(context => context.Response.WriteAsync("<html>"));

        Assert.That(Say(server).StatusCode, Is.EqualTo(StatusCode.Unknown));
    }

    [TestCase(null, StatusCode.Unknown)]
    [TestCase("zero", StatusCode.Unknown)]
    [TestCase("-1", StatusCode.Unknown)]
    [TestCase("99", StatusCode.Unknown)]
    [TestCase("99999999999999", StatusCode.Unknown)]
    [TestCase("0", StatusCode.Internal)]
    public async Task Say_NoMessageAndThisStatus_IsAnError(string? status, StatusCode expected)
    {
        await using var server = await FalseServer.StartAsync(context => AnswerAsync(context, [], status));

        Assert.That(Say(server).StatusCode, Is.EqualTo(expected));
    }

    [TestCase(new byte[] { 0, 0, 0 }, StatusCode.Internal)]
    [TestCase(new byte[] { 0, 0, 0, 0, 9, 1 }, StatusCode.Internal)]
    [TestCase(new byte[] { 3, 0, 0, 0, 0 }, StatusCode.Internal)]
    [TestCase(new byte[] { 1, 0, 0, 0, 0 }, StatusCode.Internal)]
    [TestCase(new byte[] { 0, 0, 0, 0, 1, 255 }, StatusCode.Internal)]
    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, StatusCode.Internal)]
    [TestCase(new byte[] { 0, 255, 255, 255, 255 }, StatusCode.ResourceExhausted)]
    public async Task Say_BrokenBody_IsAnError(byte[] body, StatusCode expected)
    {
        await using var server = await FalseServer.StartAsync(context => AnswerAsync(context, body, "0"));

        Assert.That(Say(server).StatusCode, Is.EqualTo(expected));
    }

    [TestCase(0x1, StatusCode.Internal)]
    [TestCase(0x7, StatusCode.Unavailable)]
    [TestCase(0x8, StatusCode.Cancelled)]
    [TestCase(0xb, StatusCode.ResourceExhausted)]
    [TestCase(0xc, StatusCode.PermissionDenied)]
    public async Task Say_ServerResetsTheStream_IsMapped(int error, StatusCode expected)
    {
        await using var server = await FalseServer.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(error);
            return Task.CompletedTask;
        });

        Assert.That(Say(server).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Say_SpoiltPercentEncoding_StaysReadable()
    {
        await using var server = await FalseServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "5";
            context.Response.Headers["grpc-message"] = "50% of %zz %C3%BC %";
            return Task.CompletedTask;
        });

        var status = Say(server).Status;

        Assert.That(status, Is.EqualTo(new Status(StatusCode.NotFound, "50% of %zz ü %")));
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body, string? status)
    {
        context.Response.ContentType = "application/grpc";
        if (status is not null)
        {
            context.Response.DeclareTrailer("grpc-status");
        }

        await context.Response.Body.WriteAsync(body);
        await context.Response.Body.FlushAsync();
        if (status is not null)
        {
            context.Response.AppendTrailer("grpc-status", status);
        }
    }

    private static RpcException Say(FalseServer server) =>
        Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client.SayAsync(new EchoRequest()).ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60)))!;
}
