using System.Net;
using FlowServiceHost.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing;

namespace FlowServiceHost.Tests.Identity;

/// <summary>Keys from the issuer's discovery document.</summary>
public sealed class DiscoveryTests : IAsyncDisposable
{
    private WebApplication? _issuer;
    private HostUnderTest? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }
    }

    [Test]
    public async Task Token_CheckedWithDiscoveredKeys_IsTakenAndAForgedOneNot()
    {
        var keys = new TokenIssuer();
        await StartIssuerAsync(keys, redirects: false);

        Assert.That((await _host!.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(keys.Issue(issuer: _issuer!.Urls.Single())))).Success);
        var forged = await _host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(new TokenIssuer().Issue(issuer: _issuer.Urls.Single())));
        Assert.That(forged.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Discovery_ThatRedirects_IsNotFollowed()
    {
        var keys = new TokenIssuer();
        await StartIssuerAsync(keys, redirects: true);

        var answer = await _host!.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(keys.Issue(issuer: _issuer!.Urls.Single())));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Discovery_OutOfReach_Is503WithRetryAfterAndBasicGoesOn()
    {
        var issuer = $"http://127.0.0.1:{LoopbackPort.Free()}";
        await StartHostAsync(issuer);

        var answer = await _host!.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(new TokenIssuer().Issue(issuer: issuer)));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
        Assert.That((await _host.PostAsync("getDevAccounts", "{}")).Success);
    }

    private async Task StartIssuerAsync(TokenIssuer keys, bool redirects)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", (HttpContext context) => redirects
            ? Results.Redirect("/elsewhere")
            : Results.Json(new { issuer = _issuer.Urls.Single(), jwks_uri = $"{_issuer.Urls.Single()}/keys" }));
        _issuer.MapGet("/elsewhere", () => Results.Json(new { issuer = _issuer.Urls.Single(), jwks_uri = $"{_issuer.Urls.Single()}/keys" }));
        _issuer.MapGet("/keys", () => Results.Text(keys.Jwks, "application/json"));
        await _issuer.StartAsync();
        await StartHostAsync(_issuer.Urls.Single());
    }

    private async Task StartHostAsync(string issuer) => _host = await HostUnderTest.StartAsync(
    [
        KeyValuePair.Create("Identity:Tokens:Issuer", (string?)issuer),
        KeyValuePair.Create("Identity:Tokens:Jwks", (string?)string.Empty),
        KeyValuePair.Create("Identity:Tokens:AllowHttpDiscovery", (string?)"true"),
    ]);
}
