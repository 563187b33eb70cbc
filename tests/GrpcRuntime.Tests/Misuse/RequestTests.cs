using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>Requests that are no gRPC calls, or calls of what is not there.</summary>
public sealed class RequestTests
{
    [TestCase("text/plain")]
    [TestCase("application/json")]
    [TestCase("application/grpc-web")]
    [TestCase("application/grpcx")]
    [TestCase(null)]
    public async Task Post_WrongContentType_Is415(string? contentType)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.SendAsync(
            HttpMethod.Post, RawClient.Say, new ByteArrayContent(RawClient.Frame([])), HttpVersion.Version20, contentType);

        Assert.That(answer.HttpStatus, Is.EqualTo(415));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [TestCase("application/grpc")]
    [TestCase("application/grpc+proto")]
    [TestCase("Application/GRPC")]
    [TestCase("application/grpc;charset=utf-8")]
    public async Task Post_ContentTypeOfGrpc_IsTaken(string contentType)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.SendAsync(
            HttpMethod.Post, RawClient.Say, new ByteArrayContent(RawClient.Frame([])), HttpVersion.Version20, contentType);

        Assert.That(answer.HttpStatus, Is.EqualTo(200));
        Assert.That(answer.Status, Is.EqualTo("0"));
        Assert.That(answer.Fields["content-type"], Is.EqualTo("application/grpc"));
        Assert.That(answer.Body, Is.EqualTo(RawClient.Frame([])));
    }

    [Test]
    public async Task Post_OverHttp1_Is426()
    {
        await using var server = await EchoServer.StartAsync(protocols: HttpProtocols.Http1);
        using var client = new RawClient(server);

        var answer = await client.SendAsync(
            HttpMethod.Post, RawClient.Say, new ByteArrayContent(RawClient.Frame([])), HttpVersion.Version11, "application/grpc");

        Assert.That(answer.HttpStatus, Is.EqualTo(426));
        Assert.That(answer.Fields["upgrade"], Is.EqualTo("HTTP/2"));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task Post_OverHttp1ToThePortOfHttp2_IsAnsweredBelowUs()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.SendAsync(
            HttpMethod.Post, RawClient.Say, new ByteArrayContent(RawClient.Frame([])), HttpVersion.Version11, "application/grpc");

        Assert.That(answer.HttpStatus, Is.EqualTo(400));
    }

    [TestCase("GET")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public async Task OtherVerb_OnAMethod_Is405(string verb)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.SendAsync(new HttpMethod(verb), RawClient.Say, content: null, HttpVersion.Version20, contentType: null);

        Assert.That(answer.HttpStatus, Is.EqualTo(405));
        Assert.That(answer.Fields["allow"], Is.EqualTo("POST"));
    }

    [TestCase("/promotion.testing.v1.Echo/Nothing")]
    [TestCase("/no.such.Service/Say")]
    [TestCase("/promotion.testing.v1.echo/say")]
    [TestCase("/promotion.testing.v1.Echo")]
    [TestCase("/a/b/c/d")]
    [TestCase("/")]
    [TestCase("/promotion.testing.v1.Echo/Collect")]
    [TestCase("/promotion.testing.v1.Echo/Chat")]
    public async Task Post_PathThatIsNoMethod_IsUnimplemented(string path)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(path, RawClient.Frame([]));

        Assert.That(answer.HttpStatus, Is.EqualTo(200));
        Assert.That(answer.Status, Is.EqualTo("12"));
        Assert.That(answer.TrailersOnly, Is.True);
        Assert.That(answer.Fields["content-type"], Is.EqualTo("application/grpc"));
    }

    [Test]
    public async Task Post_WithoutGrpcBesideGrpc_IsLeftToTheApplication()
    {
        await using var server = await EchoServer.StartAsync(app: app => app.MapPost("/form", () => "taken"));
        using var client = new RawClient(server);

        var known = await client.SendAsync(HttpMethod.Post, "/form", new StringContent("x"), HttpVersion.Version20, "text/plain");
        var unknown = await client.SendAsync(HttpMethod.Post, "/none", new StringContent("x"), HttpVersion.Version20, "text/plain");

        Assert.That(known.HttpStatus, Is.EqualTo(StatusCodes.Status200OK));
        Assert.That(unknown.HttpStatus, Is.EqualTo(StatusCodes.Status404NotFound));
        Assert.That(unknown.Status, Is.Null);
    }

    [TestCase("")]
    [TestCase("5")]
    [TestCase("S")]
    [TestCase("5x")]
    [TestCase("-1S")]
    [TestCase("1.5S")]
    [TestCase("123456789S")]
    [TestCase(" 1S 2")]
    public async Task Post_MalformedTimeout_IsInternal(string timeout)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame([]), ("grpc-timeout", timeout));

        Assert.That(answer.Status, Is.EqualTo("13"));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [TestCase("99999999H")]
    [TestCase("99999999S")]
    [TestCase("1H")]
    public async Task Post_LongTimeout_IsTaken(string timeout)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame([]), ("grpc-timeout", timeout));

        Assert.That(answer.Status, Is.EqualTo("0"));
    }

    [Test]
    public async Task Post_BytesThatAreNoBase64_IsInternal()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame([]), ("x-odd-bin", "*"));

        Assert.That(answer.Status, Is.EqualTo("13"));
        Assert.That(answer.Message, Does.Contain("x-odd-bin"));
    }

    [Test]
    public async Task Post_BytesWithPadding_AreTaken()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame([]), ("x-padded-bin", "AA=="), ("t-joined-bin", "AA,AQ"));

        Assert.That(answer.Status, Is.EqualTo("0"));
        Assert.That(answer.Fields["x-padded-bin"], Is.EqualTo("AA"));
        Assert.That(answer.Fields["t-joined-bin"], Is.EqualTo("AA,AQ"));
    }

    [Test]
    public async Task Post_HeaderNamesAndValuesBeyondMetadata_DoNoHarm()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame([]), ("odd!name", "1"), ("x-tab", "a\tb"));

        Assert.That(answer.Status, Is.EqualTo("0"));
        Assert.That(server.Journal.Calls.Single().Headers.GetValue("x-tab"), Is.EqualTo("a?b"));
    }

    [Test]
    public async Task Post_RequestThatStallsWithADeadline_IsDeadlineExceeded()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);
        using var content = new StallingContent([0, 0, 0]);

        var answer = await client.SendAsync(
            HttpMethod.Post, RawClient.Say, content, HttpVersion.Version20, "application/grpc", ("grpc-timeout", "300m"));

        Assert.That(answer.Status, Is.EqualTo(((int)StatusCode.DeadlineExceeded).ToString()));
    }

    [Test]
    public async Task Post_RequestThatStalls_IsCutByTheServersDataRate()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);
        using var content = new StallingContent([0, 0, 0]);

        // Kestrel gives a body five seconds and then wants 240 bytes a second.
        Assert.That(
            async () => await client.SendAsync(HttpMethod.Post, RawClient.Say, content, HttpVersion.Version20, "application/grpc"),
            Throws.TypeOf<HttpRequestException>());
        Assert.That(server.Journal.Calls, Is.Empty);
    }
}
