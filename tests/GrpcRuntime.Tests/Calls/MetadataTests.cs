using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Calls;

public sealed class MetadataTests
{
    [Test]
    public async Task Metadata_TextAndBytes_TravelInHeadersAndTrailers()
    {
        await using var server = await EchoServer.StartAsync();
        var random = new Random(42);
        var sent = Enumerable.Range(0, 40).Select(length =>
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }).ToArray();
        var headers = new Metadata { { "x-text", "a b ~" }, { "T-Text", "tail" } };
        foreach (var bytes in sent)
        {
            headers.Add("x-bytes-bin", bytes);
            headers.Add("t-bytes-bin", bytes);
        }

        using var call = server.Client().SayAsync(new EchoRequest(), headers);
        await call;
        var received = await call.ResponseHeadersAsync;

        Assert.That(received.GetValue("x-text"), Is.EqualTo("a b ~"));
        Assert.That(call.GetTrailers().GetValue("t-text"), Is.EqualTo("tail"));
        Assert.That(received.GetAll("x-bytes-bin").Select(entry => entry.ValueBytes), Is.EqualTo(sent));
        Assert.That(call.GetTrailers().GetAll("t-bytes-bin").Select(entry => entry.ValueBytes), Is.EqualTo(sent));
    }

    [Test]
    public async Task RequestHeaders_OfAPlainCall_ShowNothingOfTheProtocol()
    {
        await using var server = await EchoServer.StartAsync();

        await server.Client().SayAsync(new EchoRequest(), new Metadata { { "x-own", "1" } }, DateTime.UtcNow.AddMinutes(1));

        // Where somebody follows spans, as the watch for secrets does, the framework's client sends the span along.
        var names = server.Journal.Calls.Single().Headers.Select(entry => entry.Key).Where(name => name != "traceparent");
        Assert.That(names, Is.EquivalentTo(["user-agent", "x-own"]));
    }

    [Test]
    public async Task Metadata_NamesOfTheProtocol_AreNotSent()
    {
        await using var server = await EchoServer.StartAsync();
        var headers = new Metadata { { "grpc-timeout", "1n" }, { "te", "nonsense" }, { "grpc-encoding", "nonsense" }, { "content-type", "text/plain" } };

        var response = await server.Client().SayAsync(new EchoRequest { Text = "fine" }, headers);

        Assert.That(response.Text, Is.EqualTo("fine"));
    }

    [TestCase("")]
    [TestCase("has space")]
    [TestCase("grüße")]
    [TestCase("a:b")]
    public void Entry_IllegalName_Throws(string name) =>
        Assert.That(() => new Metadata.Entry(name, "value"), Throws.ArgumentException);

    [Test]
    public void Entry_LineBreakInValue_Throws() =>
        Assert.That(() => new Metadata.Entry("name", "value\r\nother: header"), Throws.ArgumentException);

    [Test]
    public void Entry_KindDoesNotFitTheName_Throws()
    {
        Assert.That(() => new Metadata.Entry("name-bin", "text"), Throws.ArgumentException);
        Assert.That(() => new Metadata.Entry("name", [1]), Throws.ArgumentException);
    }

    [Test]
    public void Get_SeveralOfOneName_IsTheLastInAnyCase()
    {
        var metadata = new Metadata { { "name", "first" }, { "NAME", "last" } };

        Assert.That(metadata.GetValue("Name"), Is.EqualTo("last"));
        Assert.That(metadata.GetAll("name").Select(entry => entry.Value), Is.EqualTo(new[] { "first", "last" }));
        Assert.That(metadata.Get("other"), Is.Null);
    }

    [Test]
    public void Empty_Add_Throws() =>
        Assert.That(() => Metadata.Empty.Add("name", "value"), Throws.InvalidOperationException);
}
