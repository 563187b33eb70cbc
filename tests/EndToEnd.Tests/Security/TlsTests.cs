using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Contract.Calls;
using FlowServiceHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PromotionEngine.Hosting;
using Testing.Secrets;

namespace EndToEnd.Tests.Security;

/// <summary>TLS from the caller to the host and from the host to the engine, with certificates of an authority of our own, and a connector known by its certificate.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class TlsTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly string _sharedKey = SharedKey.Generate();
    private X509Certificate2 _authority = null!;
    private X509Certificate2 _connector = null!;
    private WebApplication _engine = null!;
    private WebApplication _host = null!;

    private string Authority => Path.Combine(_folder, "authority.pem");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _authority = NewAuthority();
        await File.WriteAllTextAsync(Authority, _authority.ExportCertificatePem());
        _connector = NewCertificate("flow");
        await WriteAsync("server", NewCertificate("localhost"));
        _engine = await EngineApp.BuildAsync([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(EngineSettings());
            Watch(builder);
        });
        await _engine.StartAsync();
        _host = NewHost(Authority);
        await _host.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _engine.DisposeAsync();
        _authority.Dispose();
        _connector.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Connector_WithItsCertificate_ReachesBoomiThroughTlsAllTheWay()
    {
        using var client = ClientWith(_connector);
        using var answer = await CallAsync(client, _host);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.That(_engine.Urls.Single(), Does.StartWith("https://"));
        Assert.That((bool)body["success"]!, Is.True, (string)body["errorMessage"]!);
        Assert.That(body["devAccounts"]!.AsArray(), Is.Not.Empty);
        Assert.That(answer.Headers.GetValues("Strict-Transport-Security"), Is.Not.Empty);
    }

    [Test]
    public async Task Connector_WithoutOrWithAnotherCertificate_Is401()
    {
        using var other = NewCertificate("flow");
        using var with = ClientWith(other);
        using var without = ClientWith(certificate: null);
        using var refused = await CallAsync(with, _host);
        using var unknown = await CallAsync(without, _host);

        Assert.That((refused.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task Host_ThatDoesNotTrustTheEnginesCertificate_SendsItNothing()
    {
        using var stranger = NewAuthority();
        var file = Path.Combine(_folder, "stranger.pem");
        await File.WriteAllTextAsync(file, stranger.ExportCertificatePem());
        await using var host = NewHost(file);
        await host.StartAsync();
        using var client = ClientWith(_connector);

        using var answer = await CallAsync(client, host);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public void Host_WithAFileOfAuthoritiesThatIsNone_DoesNotStart() =>
        Assert.That(() => EngineConnection.From(new ConfigurationBuilder().AddInMemoryCollection([new(EngineConnection.AuthoritySetting, "/nowhere/authority.pem")]).Build()), Throws.InvalidOperationException.With.Message.Contains("/nowhere/authority.pem"));

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, WebApplication host)
    {
        using var body = new StringContent("""{"userSsoGroups":["ABC_BOOMI_FLOW_ADMIN"],"userEmail":"carol@abc.example"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.PostAsync(new Uri($"{Localhost(host)}/fs/PromotionService/getDevAccounts"), body);
    }

    private static string Localhost(WebApplication app) => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static void Watch(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        WatchedLog.AddTo(builder.Logging);
    }

    private HttpClient ClientWith(X509Certificate2? certificate)
    {
        var connection = new SocketsHttpHandler();
        connection.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        connection.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        connection.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (certificate is not null)
        {
            connection.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(new WatchedAnswers(connection)) { Timeout = TimeSpan.FromSeconds(60) };
    }

    private WebApplication NewHost(string authority) => FlowServiceHostApp.Build([], builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Https:ClientCertificateMode"] = "AllowCertificate",
            ["Kestrel:Endpoints:Https:Certificate:Path"] = Path.Combine(_folder, "server.pem"),
            ["Kestrel:Endpoints:Https:Certificate:KeyPath"] = Path.Combine(_folder, "server.key"),
            ["Engine:Address"] = Localhost(_engine),
            ["Engine:SharedKey"] = _sharedKey,
            ["Engine:CertificateAuthorityFile"] = authority,
            ["Identity:Connectors:0:Name"] = "Flow",
            ["Identity:Connectors:0:CertificateFingerprints:0"] = _connector.GetCertHashString(HashAlgorithmName.SHA256),
            ["Identity:Connectors:0:DevAccounts:0"] = "*",
        });
        Watch(builder);
    });

    private Dictionary<string, string?> EngineSettings()
    {
        var boomi = SharedSandbox.Client.Info;
        return new Dictionary<string, string?>
        {
            ["Engine:Port"] = "0",
            ["Engine:SharedKey"] = _sharedKey,
            ["Engine:CertificateFile"] = Path.Combine(_folder, "server.pem"),
            ["Engine:CertificateKeyFile"] = Path.Combine(_folder, "server.key"),
            ["State:FirstStart"] = "true",
            ["Scripts:StartEarly"] = "false",
            ["Boomi:Platform:BaseAddress"] = SharedSandbox.Running.EmulatorAddress,
            ["Boomi:Platform:AccountId"] = (string)boomi["accounts"]!["primary"]!,
            ["Boomi:Platform:User"] = (string)boomi["platform"]!["user"]!,
            ["Boomi:Platform:Token"] = (string)boomi["platform"]!["token"]!,
            ["Boomi:DataHub:RepositoryAddress"] = SharedSandbox.Running.EmulatorAddress,
            ["Boomi:DataHub:User"] = (string)boomi["datahub"]!["user"]!,
            ["Boomi:DataHub:Token"] = (string)boomi["datahub"]!["token"]!,
        };
    }

    private async Task WriteAsync(string name, X509Certificate2 certificate)
    {
        using var own = certificate;
        await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 NewAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private X509Certificate2 NewCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
