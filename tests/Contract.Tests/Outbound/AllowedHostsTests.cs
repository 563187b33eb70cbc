using System.Net;
using System.Net.Sockets;
using System.Text;
using Contract.Outbound;
using Testing;

namespace Contract.Tests.Outbound;

[TestFixture]
public sealed class AllowedHostsTests
{
    private static readonly AllowedHosts Hosts = AllowedHosts.Parse(["flow.boomi.com", "*.flow-prod.boomi.com", "127.0.0.1:9000", "intern.example:8443", "[::1]:9001"]);

    [TestCase("https://flow.boomi.com/api/run/1/response")]
    [TestCase("https://FLOW.Boomi.com:443/x")]
    [TestCase("https://eu.flow-prod.boomi.com/x")]
    [TestCase("https://a.b.flow-prod.boomi.com/x")]
    [TestCase("http://127.0.0.1:9000/x")]
    [TestCase("https://127.0.0.1:9000/x")]
    [TestCase("https://intern.example:8443/x")]
    [TestCase("http://[::1]:9001/x")]
    public void Refusal_AllowedAddress_IsNone(string address) => Assert.That(Hosts.Refusal(new Uri(address)), Is.Null);

    [TestCase("http://flow.boomi.com/x", "not https")]
    [TestCase("https://flow-prod.boomi.com/x", "not among")]
    [TestCase("https://evilflow-prod.boomi.com/x", "not among")]
    [TestCase("https://flow.boomi.com.evil.example/x", "not among")]
    [TestCase("https://evil.example/flow.boomi.com", "not among")]
    [TestCase("https://evil.example#flow.boomi.com", "not among")]
    [TestCase("https://flow.boomi.com@evil.example/x", "credentials")]
    [TestCase("https://user:pass@flow.boomi.com/x", "credentials")]
    [TestCase("https://flow.boomi.com:8443/x", "not among")]
    [TestCase("https://flow.boomi.com./x", "not among")]
    [TestCase("https://flοw.boomi.com/x", "not among", TestName = "Refusal_LookAlikeWithGreekLetter_IsNotAmong")]
    [TestCase("http://127.0.0.1/x", "not among")]
    [TestCase("http://127.1:9001/x", "not among")]
    [TestCase("http://2130706433/x", "not among")]
    [TestCase("http://169.254.169.254/latest/meta-data", "not among")]
    [TestCase("http://intern.example:8443/x", "not https")]
    [TestCase("file:///etc/passwd", "not among")]
    [TestCase("ftp://flow.boomi.com/x", "not https")]
    public void Refusal_AnyOtherAddress_SaysWhy(string address, string why) => Assert.That(Hosts.Refusal(new Uri(address)), Does.Contain(why));

    [Test]
    public void Refusal_RelativeAddress_SaysWhy() => Assert.That(Hosts.Refusal(new Uri("/x", UriKind.Relative)), Does.Contain("absolute"));

    [TestCase("")]
    [TestCase("*")]
    [TestCase("*.com")]
    [TestCase("*.127.0.0.1")]
    [TestCase("https://flow.boomi.com")]
    [TestCase("flow.boomi.com/api")]
    [TestCase("flow.boomi.com:0")]
    [TestCase("flow.boomi.com:x")]
    [TestCase("flow.*.com")]
    [TestCase("flow.boomi.com.")]
    [TestCase("flοw.boomi.com")]
    [TestCase("a b")]
    public void Parse_EntryOfAnotherForm_IsNamed(string entry) =>
        Assert.That(() => AllowedHosts.Parse(["flow.boomi.com", entry]), Throws.InstanceOf<FormatException>().With.Message.Contains($"'{entry}'"));

    [TestCase("x.flow-prod.boomi.com", "10.1.2.3", false)]
    [TestCase("x.flow-prod.boomi.com", "127.0.0.1", false)]
    [TestCase("x.flow-prod.boomi.com", "169.254.169.254", false)]
    [TestCase("x.flow-prod.boomi.com", "::ffff:192.168.0.1", false)]
    [TestCase("x.flow-prod.boomi.com", "::1", false)]
    [TestCase("x.flow-prod.boomi.com", "fd00::1", false)]
    [TestCase("x.flow-prod.boomi.com", "fe80::1", false)]
    [TestCase("x.flow-prod.boomi.com", "100.64.0.1", false)]
    [TestCase("x.flow-prod.boomi.com", "172.31.0.1", false)]
    [TestCase("x.flow-prod.boomi.com", "172.32.0.1", true)]
    [TestCase("x.flow-prod.boomi.com", "52.1.2.3", true)]
    [TestCase("x.flow-prod.boomi.com", "2600:1f18::1", true)]
    [TestCase("intern.example", "10.1.2.3", true)]
    [TestCase("127.0.0.1", "127.0.0.1", true)]
    public void PermitsConnection_PrivateNetworks_OnlyForHostsListedByName(string host, string address, bool permitted) =>
        Assert.That(Hosts.PermitsConnection(host, IPAddress.Parse(address)), Is.EqualTo(permitted));

    [Test]
    public void Handler_ToAnotherHost_SendsNothingAndTellsNoPath()
    {
        using var client = new HttpClient(GuardedConnections.CreateHandler(AllowedHosts.Parse(["127.0.0.1:1"])));

        var refused = Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/secret?x=1")));

        Assert.That(refused!.Message, Does.Contain("not among the allowed hosts").And.Not.Contain("secret"));
    }

    [Test]
    public async Task Handler_ToAListedHostThatRedirects_DoesNotFollow()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answered = AnswerOnceAsync(listener, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = new HttpClient(GuardedConnections.CreateHandler(AllowedHosts.Parse([$"127.0.0.1:{port}"])));

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
        await answered;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found));
    }

    private static async Task AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
