using System.Net.Sockets;
using System.Text;
using FlowServiceHost.Tests.Support;
using Testing.Secrets;

namespace FlowServiceHost.Tests.Limits;

/// <summary>Clients that hold a connection without using it are let go. These take as long as the server's clock ticks, about two seconds.</summary>
public sealed class SlowClientTests
{
    [Test]
    public async Task Headers_ThatNeverEnd_AreNotWaitedFor()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Limits:RequestHeadersSeconds", (string?)"1")]);

        var answer = await SendAndReadAsync(host, "POST /fs/PromotionService/getDevAccounts HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        Assert.That(answer, Does.StartWith("HTTP/1.1 408").Or.Empty);
    }

    [Test]
    public async Task Body_ThatTrickles_IsCutAfterItsGrace()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Limits:BodyGraceSeconds", (string?)"1.1"), KeyValuePair.Create("Limits:MinBodyBytesPerSecond", (string?)"100000")]);
        var credentials = HostUnderTest.Basic().ToString();

        var answer = await SendAndReadAsync(
            host, $"POST /fs/PromotionService/getDevAccounts HTTP/1.1\r\nHost: x\r\nAuthorization: {credentials}\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n{{\"a\":");

        Assert.That(answer, Does.StartWith("HTTP/1.1 408").Or.StartWith("HTTP/1.1 400").Or.Empty);
        Assert.That(host.Engine.Calls, Is.Zero);
    }

    [TestCase("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", TestName = "Header_FoldedOverTwoLines_Is400")]
    [TestCase("GET / HTTP/1.1\r\nHost: x\r\nX\u0000: a\r\n\r\n", TestName = "Header_WithANullInItsName_Is400")]
    [TestCase("POST /fs/PromotionService/getDevAccounts HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", TestName = "Length_GivenTwice_Is400")]
    [TestCase("GET / HTTP/1.1\r\n\r\n", TestName = "Host_Missing_Is400")]
    public async Task Request_ThatCouldBeReadInTwoWays_IsNotRead(string request)
    {
        var answer = await SendAndReadAsync(SharedHost.Host, request);

        Assert.That(answer, Does.StartWith("HTTP/1.1 400"));
    }

    [Test]
    public async Task Answer_ToHeadersThatAttackers_Send_RepeatsNoneOfThem()
    {
        var answer = await SendAndReadAsync(
            SharedHost.Host,
            "GET /nowhere HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Correlation-Id: <script>\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n");

        Assert.That(answer, Does.StartWith("HTTP/1.1 404").And.Not.Contain("evil").And.Not.Contain("script>").And.Not.Contain("Access-Control"));
    }

    private static async Task<string> SendAndReadAsync(HostUnderTest host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(patience.Token);
        SecretWatch.OfThisRun.Look("answer on a socket", answer);
        return answer;
    }
}
