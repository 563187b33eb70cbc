using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FlowServiceHost.Identity;
using FlowServiceHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FlowServiceHost.Tests.Identity;

/// <summary>A connector known by the certificate of its connection.</summary>
public sealed class CertificateTests
{
    [Test]
    public async Task Certificate_OfASetConnector_ProvesItAndAnotherDoesNot()
    {
        using var own = NewCertificate("CN=flow");
        using var other = NewCertificate("CN=flow");
        await using var host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Identity:Connectors:0:CertificateFingerprints:0", (string?)own.GetCertHashString(HashAlgorithmName.SHA256))]);
        var reader = host.Services.GetRequiredService<CredentialReader>();

        var proved = await reader.ReadAsync(RequestWith(own), default);
        var refused = await reader.ReadAsync(RequestWith(other), default);

        Assert.That((proved.Credential as ConnectorCredential)?.Name, Is.EqualTo("flow-main"));
        Assert.That((refused.Credential, refused.Status), Is.EqualTo(((Credential?)null, 401)));
    }

    [TestCase(-3, -1)]
    [TestCase(1, 3)]
    public async Task Certificate_OutsideItsTime_ProvesNothing(int from, int to)
    {
        using var own = NewCertificate("CN=flow", from, to);
        await using var host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Identity:Connectors:0:CertificateFingerprints:0", (string?)own.GetCertHashString(HashAlgorithmName.SHA256))]);

        Assert.That((await host.Services.GetRequiredService<CredentialReader>().ReadAsync(RequestWith(own), default)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Certificate_BesideAWrongHeader_DoesNotSaveIt()
    {
        using var own = NewCertificate("CN=flow");
        await using var host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Identity:Connectors:0:CertificateFingerprints:0", (string?)own.GetCertHashString(HashAlgorithmName.SHA256))]);
        var request = RequestWith(own);
        request.Headers.Authorization = "Basic d3Jvbmc6d3Jvbmc=";

        Assert.That((await host.Services.GetRequiredService<CredentialReader>().ReadAsync(request, default)).Status, Is.EqualTo(401));
    }

    // A Flow connector with a certificate may send its user's who string or its Basic pair besides.
    [TestCase("ManyWhoTenantId%3Dt%26ManyWhoUserId%3Du", "flow-main")]
    [TestCase("Basic Zmxvdzph", null)]
    [TestCase("own pair", "flow-main")]
    [TestCase("another connector's pair", null)]
    [TestCase("Negotiate YII=", null)]
    [TestCase("", null)]
    public async Task Certificate_BesideAHeader_NeedsOneThatDoesNotContradictIt(string header, string? proved)
    {
        const string Token = "a-long-random-token-of-the-flow-connector-of-others";
        using var own = NewCertificate("CN=flow");
        await using var host = await HostUnderTest.StartAsync(
        [
            KeyValuePair.Create("Identity:Connectors:0:CertificateFingerprints:0", (string?)own.GetCertHashString(HashAlgorithmName.SHA256)),
            KeyValuePair.Create("Identity:Connectors:1:Name", (string?)"others"),
            KeyValuePair.Create("Identity:Connectors:1:User", (string?)"others"),
            KeyValuePair.Create("Identity:Connectors:1:TokenHashes:0", (string?)TokenHash.OfRandomToken(Token)),
        ]);
        var request = RequestWith(own);
        request.Headers.Authorization = header switch
        {
            "own pair" => HostUnderTest.Basic().ToString(),
            "another connector's pair" => HostUnderTest.Basic("others", Token).ToString(),
            _ => header,
        };

        var result = await host.Services.GetRequiredService<CredentialReader>().ReadAsync(request, default);

        Assert.That((result.Credential as ConnectorCredential)?.Name, Is.EqualTo(proved));
    }

    [Test]
    public async Task Certificate_InAHeader_GrantsNothing()
    {
        using var own = NewCertificate("CN=flow");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-ARR-ClientCert", Convert.ToBase64String(own.RawData));
        request.Headers.TryAddWithoutValidation("Client-Cert", $":{Convert.ToBase64String(own.RawData)}:");

        Assert.That((await SharedHost.Host.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static HttpRequest RequestWith(X509Certificate2 certificate)
    {
        var context = new DefaultHttpContext();
        context.Connection.ClientCertificate = certificate;
        return context.Request;
    }

    private static X509Certificate2 NewCertificate(string name, int from = -1, int to = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));
    }
}
