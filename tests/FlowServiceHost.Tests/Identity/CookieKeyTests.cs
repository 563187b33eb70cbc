using System.Security.Cryptography;
using System.Text;
using FlowServiceHost.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace FlowServiceHost.Tests.Identity;

/// <summary>The keys of cookies are with the engine, so that every host takes the cookies of all; there they can be read by nobody.</summary>
public sealed class CookieKeyTests
{
    private const string Cookie = "who is signed in";

    [Test]
    public async Task Cookie_OfOneHost_IsTakenByAnotherAndByTheFirstAfterARestart()
    {
        var engine = new ScriptedEngine();
        string cookie;
        await using (var first = await StartAsync(engine, "shared"))
        {
            await using var second = await StartAsync(engine, "shared");
            cookie = ProtectorOf(first).Protect(Cookie);

            Assert.That(ProtectorOf(second).Unprotect(cookie), Is.EqualTo(Cookie));
        }

        await using var restarted = await StartAsync(engine, "shared");
        Assert.That(ProtectorOf(restarted).Unprotect(cookie), Is.EqualTo(Cookie));
    }

    [Test]
    public async Task Keys_AsTheEngineKeepsThem_CanNotBeReadThere()
    {
        var engine = new ScriptedEngine();
        await using var host = await StartAsync(engine, "shared");
        ProtectorOf(host).Protect(Cookie);

        Assert.That(engine.Keys.Kept, Is.Not.Empty);
        Assert.That(engine.Keys.Kept.Select(key => Encoding.Latin1.GetString(key.Span)), Has.None.Contains("<key id").And.None.Contains("masterKey"));
    }

    [Test]
    public async Task Cookie_OfAHostWithAnotherSharedKey_IsNotTakenButThePreviousOneStillOpensIt()
    {
        var engine = new ScriptedEngine();
        await using var first = await StartAsync(engine, "old");
        var cookie = ProtectorOf(first).Protect(Cookie);

        await using var stranger = await StartAsync(engine, "other");
        await using var rotated = await StartAsync(engine, "new", KeyValuePair.Create("Engine:PreviousSharedKey", (string?)Key("old")));

        Assert.That(() => ProtectorOf(stranger).Unprotect(cookie), Throws.InstanceOf<CryptographicException>());
        Assert.That(ProtectorOf(rotated).Unprotect(cookie), Is.EqualTo(Cookie));
    }

    private static IDataProtector ProtectorOf(HostUnderTest host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookies");

    private static string Key(string name) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(name)));

    private static Task<HostUnderTest> StartAsync(ScriptedEngine engine, string sharedKey, params IEnumerable<KeyValuePair<string, string?>> more) => HostUnderTest.StartAsync(
        [
            KeyValuePair.Create("Engine:SharedKey", (string?)Key(sharedKey)),
            KeyValuePair.Create("Identity:SignIn:ClientId", (string?)"promotion"),
            KeyValuePair.Create("Identity:Tokens:Jwks", (string?)string.Empty),
            KeyValuePair.Create("Identity:Tokens:Issuer", (string?)"https://issuer.example"),
            .. more,
        ],
        engine: engine);
}
