using System.Net;
using FlowServiceHost.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing;
using Testing.Clocks;

namespace FlowServiceHost.Tests.Identity;

/// <summary>Keys from the issuer's discovery document.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DiscoveryTests : IAsyncDisposable
{
    private readonly StandingClock _clock = new(DateTimeOffset.UtcNow);
    private TokenIssuer _keys = null!;
    private string? _claimsToBe;
    private int _readings;
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

    [Test]
    public async Task Keys_ThatTheIssuerChanged_AreReadAgainButNotMoreOftenThanEvery30Seconds()
    {
        var first = new TokenIssuer("key-1");
        var second = new TokenIssuer("key-2");
        await StartIssuerAsync(first, redirects: false);
        var issuer = _issuer!.Urls.Single();
        Assert.That(await CallAsync(first), Is.EqualTo(HttpStatusCode.OK));
        _keys = second;

        Assert.That(await CallAsync(second), Is.EqualTo(HttpStatusCode.Unauthorized), "asked for a second ago");
        Assert.That(_readings, Is.EqualTo(1));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That(await CallAsync(second), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await CallAsync(first), Is.EqualTo(HttpStatusCode.Unauthorized), "the old key is gone");
        for (var forged = 0; forged < 20; forged++)
        {
            Assert.That(await CallAsync(new TokenIssuer($"forged-{forged}")), Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        Assert.That(_readings, Is.EqualTo(2));

        Task<HttpStatusCode> CallAsync(TokenIssuer signer) => StatusOfAsync(signer, issuer);
    }

    [Test]
    public async Task Keys_UnderTheSameIdAfterAChange_AreReadAgainToo()
    {
        var second = new TokenIssuer();
        await StartIssuerAsync(new TokenIssuer(), redirects: false);
        var issuer = _issuer!.Urls.Single();
        await StatusOfAsync(second, issuer);
        _keys = second;
        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.That(await StatusOfAsync(second, issuer), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Issuer_AwayAfterItsKeysWereRead_DoesNotLockAnybodyOut()
    {
        var keys = new TokenIssuer();
        await StartIssuerAsync(keys, redirects: false);
        var issuer = _issuer!.Urls.Single();
        await StatusOfAsync(keys, issuer);
        await _issuer.StopAsync();
        _clock.Advance(TimeSpan.FromHours(13));

        Assert.That(await StatusOfAsync(keys, issuer), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Discovery_OfAnotherIssuer_IsNotTaken()
    {
        _claimsToBe = "https://somebody.else.example";
        var keys = new TokenIssuer();
        await StartIssuerAsync(keys, redirects: false);

        Assert.That(await StatusOfAsync(keys, _issuer!.Urls.Single()), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    private async Task<HttpStatusCode> StatusOfAsync(TokenIssuer signer, string issuer) => (await _host!.PostAsync(
        "getDevAccounts",
        "{}",
        HostUnderTest.Bearer(signer.Issue(issuer: issuer, from: _clock.Now.AddMinutes(-1), until: _clock.Now.AddMinutes(5))))).Status;

    private async Task StartIssuerAsync(TokenIssuer keys, bool redirects)
    {
        _keys = keys;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", (HttpContext context) => redirects
            ? Results.Redirect("/elsewhere")
            : Results.Json(new { issuer = _claimsToBe ?? _issuer.Urls.Single(), jwks_uri = $"{_issuer.Urls.Single()}/keys" }));
        _issuer.MapGet("/elsewhere", () => Results.Json(new { issuer = _issuer.Urls.Single(), jwks_uri = $"{_issuer.Urls.Single()}/keys" }));
        _issuer.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _readings);
            return Results.Text(_keys.Jwks, "application/json");
        });
        await _issuer.StartAsync();
        await StartHostAsync(_issuer.Urls.Single());
    }

    private async Task StartHostAsync(string issuer) => _host = await HostUnderTest.StartAsync(
        [
            KeyValuePair.Create("Identity:Tokens:Issuer", (string?)issuer),
            KeyValuePair.Create("Identity:Tokens:Jwks", (string?)string.Empty),
            KeyValuePair.Create("Identity:Tokens:AllowHttpDiscovery", (string?)"true"),
        ],
        _clock);
}
