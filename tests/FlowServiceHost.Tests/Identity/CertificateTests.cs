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

    private static X509Certificate2 NewCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
