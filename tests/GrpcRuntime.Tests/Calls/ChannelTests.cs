using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace GrpcRuntime.Tests.Calls;

public sealed class ChannelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Say_OverTls_IsAnswered()
    {
        using var certificate = SelfSigned();
        await using var server = await EchoServer.StartAsync(listen: endpoint => endpoint.UseHttps(certificate));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, peer, _, _) => peer?.GetCertHashString() == certificate.GetCertHashString();

        var response = await server.Client(new GrpcChannelOptions { HttpHandler = handler }).SayAsync(new EchoRequest { Text = "sealed" });

        Assert.That(server.Address, Does.StartWith("https:"));
        Assert.That(response.Text, Is.EqualTo("sealed"));
    }

    [Test]
    public async Task Say_CertificateNotTrusted_IsUnavailable()
    {
        using var certificate = SelfSigned();
        await using var server = await EchoServer.StartAsync(listen: endpoint => endpoint.UseHttps(certificate));

        var exception = Assert.ThrowsAsync<RpcException>(async () => await server.Client().SayAsync(new EchoRequest()));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public void Say_NobodyListens_IsUnavailable()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{LoopbackPort.Free()}");

        var exception = Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).SayAsync(new EchoRequest()));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task Say_ServerThatSpeaksSomethingElse_FailsAndDoesNotHang()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = AnswerOnceAsync(listener);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        var exception = Assert.ThrowsAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).SayAsync(new EchoRequest()).ResponseAsync.WaitAsync(Patience));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unavailable).Or.EqualTo(StatusCode.Internal));
        await peer;
    }

    [Test]
    public async Task Say_ServerThatSaysNothing_EndsAtTheDeadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddMilliseconds(300));

        var exception = Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync.WaitAsync(Patience));

        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task Stop_CallUnderWay_IsAnsweredFirst()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();
        using var call = client.SayAsync(new EchoRequest { Text = "last", Delay = 500 });
        await server.Journal.FirstStarted.WaitAsync(Patience);

        var stop = server.StopAsync();

        Assert.That((await call.ResponseAsync.WaitAsync(Patience)).Text, Is.EqualTo("last"));
        await stop.WaitAsync(Patience);
        var exception = Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new EchoRequest()));
        Assert.That(exception.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task HttpClient_InTheOptions_CarriesTheStream()
    {
        await using var server = await EchoServer.StartAsync();
        using var http = new HttpClient();
        using var call = server.Client(new GrpcChannelOptions { HttpClient = http }).Repeat(new EchoRequest { Count = 2, Delay = 60_000 });

        // A client that waited for the whole body would not see the first response.
        Assert.That(await call.ResponseStream.MoveNext().WaitAsync(Patience), Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Dispose_HandlerFromTheOptions_IsDisposedWhenAskedFor(bool asked)
    {
        using var handler = new Watched();
        var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = asked });

        channel.Dispose();
        channel.Dispose();

        Assert.That(handler.IsDisposed, Is.EqualTo(asked));
        Assert.That(() => channel.CreateCallInvoker(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void ForAddress_ContradictoryOptions_Throws()
    {
        using var http = new HttpClient();
        using var handler = new Watched();

        Assert.That(
            () => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpClient = http, HttpHandler = handler }),
            Throws.ArgumentException);
        Assert.That(
            () => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }),
            Throws.InvalidOperationException);
        Assert.That(() => GrpcChannel.ForAddress("ftp://localhost"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task MapGrpcService_WithoutAddGrpc_Throws()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Assert.That(() => app.MapGrpcService<EchoService>(), Throws.InvalidOperationException.With.Message.Contains("AddGrpc"));
    }

    [Test]
    public async Task MapGrpcService_ClassThatIsNoService_Throws()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc();
        await using var app = builder.Build();

        Assert.That(() => app.MapGrpcService<EchoJournal>(), Throws.InvalidOperationException);
    }

    private static async Task AnswerOnceAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync();
        await socket.GetStream().WriteAsync("SSH-2.0-nonsense\r\n"u8.ToArray());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    private sealed class Watched : DelegatingHandler
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
