using System.Globalization;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>A Redis that speaks TLS and wants a password: who shows a certificate of the named authority, for the name that was called, is trusted, and nobody else.</summary>
[TestFixture]
public sealed class RedisTlsTests : OwnRedisSuite
{
    private const string Password = "a-password-of-a-test";
    private readonly CertificateFiles _files = new("redis.test");
    private readonly CertificateFiles _others = new("redis.test");
    private RedisServer? _server;
    private int _port;

    [SetUp]
    public async Task Start()
    {
        _port = LoopbackPort.Free();
        _server = await RedisServer.StartAsync(settings:
        [
            "--tls-port", _port.ToString(CultureInfo.InvariantCulture), "--tls-cert-file", _files.Certificate, "--tls-key-file", _files.Key,
            "--tls-ca-cert-file", _files.Authority, "--tls-auth-clients", "no", "--requirepass", Password,
        ]);
    }

    [TearDown]
    public async Task Stop()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _files.Dispose();
        _others.Dispose();
    }

    [Test]
    public async Task Store_OverTls_CommitsAndReads()
    {
        await using var store = await OpenAsync(Options(_files.Authority));

        Assert.That((await store.CommitAsync(new Commit().Put("a", new string('x', 200_000)), None)).IsCommitted, Is.True);
        Assert.That((await store.GetAsync("a", None))?.Value, Has.Length.EqualTo(200_000));
        Assert.That(await RedisSettingsCheck.FindMissingAsync(store, None), Has.Count.EqualTo(2), "it keeps nothing, and says so");
    }

    [Test]
    public Task Store_WithAnotherAuthority_IsNotConnected() => AssertRefusedAsync(Options(_others.Authority));

    [Test]
    public Task Store_WithoutTheAuthority_IsNotConnected() => AssertRefusedAsync(Options(string.Empty));

    [Test]
    public Task Store_CallingAnotherName_IsNotConnected() => AssertRefusedAsync(Options(_files.Authority, host: "other.test"));

    [Test]
    public Task Store_WithoutThePassword_IsNotConnected() => AssertRefusedAsync(Options(_files.Authority, password: "another"));

    [Test]
    public void Problems_OfSettingsThatCannotWork_AreToldAndShowNoPassword()
    {
        var problems = RedisConfiguration.Problems(new RedisStateOptions { Connection = $"127.0.0.1:{_port},password={Password}", CertificateAuthority = "/no/such/file.pem", Replicas = -1 }).ToList();
        var noCertificate = RedisConfiguration.Problems(Options(_files.Key)).ToList();
        var nowhere = RedisConfiguration.Problems(new RedisStateOptions { Connection = $"password={Password}" }).ToList();

        Assert.That(problems, Has.Count.EqualTo(3));
        Assert.That(problems, Has.Some.Contains("ssl=true").And.Some.Contains("file.pem").And.Some.Contains("RedisReplicas (-1)"));
        Assert.That(noCertificate.Single(), Does.Contain("no certificate"));
        Assert.That(nowhere.Single(), Does.Contain("host:port"));
        Assert.That(problems.Concat(noCertificate).Concat(nowhere), Has.None.Contains(Password));
        Assert.That(RedisConfiguration.Problems(Options(_files.Authority)), Is.Empty);
    }

    private static async Task AssertRefusedAsync(RedisStateOptions options)
    {
        await using var store = await RedisStateStore.ConnectAsync(options with { RetryFor = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, None);

        Assert.That(async () => await store.PingAsync(None), Throws.InstanceOf<StateUnavailableException>().With.Message.Not.Contains(Password));
    }

    private RedisStateOptions Options(string authority, string host = "redis.test", string password = Password) =>
        Patient($"127.0.0.1:{_port},ssl=true,sslHost={host},password={password},connectTimeout=20000,connectRetry=1") with { CertificateAuthority = authority };
}
