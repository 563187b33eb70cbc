using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>Bodies that break the framing of messages.</summary>
public sealed class FrameTests
{
    private const string Internal = "13";
    private const string ResourceExhausted = "8";
    private const string Unimplemented = "12";

    private static readonly byte[] Hello = new EchoRequest { Text = "hello" }.ToByteArray();

    private static readonly TestCaseData[] Broken =
    [
        new TestCaseData(Array.Empty<byte>()).SetArgDisplayNames("no message"),
        new TestCaseData(new byte[] { 0 }).SetArgDisplayNames("one byte"),
        new TestCaseData(new byte[] { 0, 0, 0, 0 }).SetArgDisplayNames("half a prefix"),
        new TestCaseData(new byte[] { 0, 0, 0, 0, 9, 1, 2 }).SetArgDisplayNames("half a message"),
        new TestCaseData(RawClient.Frame(Hello, flag: 2)).SetArgDisplayNames("unknown flag"),
        new TestCaseData(RawClient.Frame(Hello, flag: 1)).SetArgDisplayNames("compressed without encoding"),
        new TestCaseData((byte[])[.. RawClient.Frame(Hello), .. RawClient.Frame(Hello)]).SetArgDisplayNames("two messages"),
        new TestCaseData((byte[])[.. RawClient.Frame(Hello), 0]).SetArgDisplayNames("a byte too many"),
        new TestCaseData(RawClient.Frame([0xff, 0xff, 0xff])).SetArgDisplayNames("no protobuf"),
    ];

    [TestCaseSource(nameof(Broken))]
    public async Task Post_BrokenBody_IsInternal(byte[] body)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, body);

        Assert.That(answer.HttpStatus, Is.EqualTo(200));
        Assert.That(answer.Status, Is.EqualTo(Internal));
        Assert.That(server.Journal.Calls, Is.Empty);
    }

    [Test]
    public async Task Post_PrefixOverTheLimit_IsRefusedBeforeTheMessageComes()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);
        using var content = new StallingContent([0, 0xff, 0xff, 0xff, 0xff]);

        var answer = await client.SendAsync(HttpMethod.Post, RawClient.Say, content, HttpVersion.Version20, "application/grpc");

        Assert.That(answer.Status, Is.EqualTo(ResourceExhausted));
    }

    [Test]
    public async Task Post_PrefixOverAllLimits_IsRefusedEvenWithoutOne()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        using var client = new RawClient(server);
        using var content = new StallingContent([0, 0xff, 0xff, 0xff, 0xff]);

        var answer = await client.SendAsync(HttpMethod.Post, RawClient.Say, content, HttpVersion.Version20, "application/grpc");

        Assert.That(answer.Status, Is.EqualTo(ResourceExhausted));
    }

    [Test]
    public async Task Post_UnknownEncoding_IsUnimplementedAndSaysWhatIsKnown()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Hello, flag: 1), ("grpc-encoding", "snappy"));

        Assert.That(answer.Status, Is.EqualTo(Unimplemented));
        Assert.That(answer.Fields["grpc-accept-encoding"], Is.EqualTo("identity,gzip"));
    }

    [Test]
    public async Task Post_CompressedAsIdentity_IsInternal()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Hello, flag: 1), ("grpc-encoding", "identity"));

        Assert.That(answer.Status, Is.EqualTo(Internal));
    }

    [Test]
    public async Task Post_Gzip_IsRead()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Gzip(Hello), flag: 1), ("grpc-encoding", "gzip"));

        Assert.That(answer.Status, Is.EqualTo("0"));
        Assert.That(EchoResponse.Parser.ParseFrom(answer.Body.AsSpan(5)).Text, Is.EqualTo("hello"));
    }

    [Test]
    public async Task Post_GzipThatGrowsBeyondTheLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Gzip(new byte[50_000_000]), flag: 1), ("grpc-encoding", "gzip"));

        Assert.That(answer.Status, Is.EqualTo(ResourceExhausted));
    }

    [Test]
    public async Task Post_GzipThatIsNone_IsInternal()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = new RawClient(server);

        var answer = await client.PostAsync(RawClient.Say, RawClient.Frame(Hello, flag: 1), ("grpc-encoding", "gzip"));

        Assert.That(answer.Status, Is.EqualTo(Internal));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
