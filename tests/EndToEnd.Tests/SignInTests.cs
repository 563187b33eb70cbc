using System.Net;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>A browser signs in with the sandbox's issuer: the authorization code flow with PKCE as browsers see it.</summary>
[TestFixture]
public sealed partial class SignInTests
{
    private static Uri Host => new(SharedSandbox.Running.HostAddress);

    private static Uri Issuer => new(SharedSandbox.Running.IssuerAddress);

    [Test]
    public async Task Person_ChosenAtTheIssuer_IsSignedInAndOutAgain()
    {
        using var browser = new Browser();
        var back = await browser.SignInAsync("alice", "/sign-out?from=test");
        var page = await browser.TextAsync(new Uri(Host, "/sign-out"));

        Assert.That(back, Is.EqualTo("/sign-out?from=test"));
        Assert.That(page, Does.Contain("alice@abc.example"));
        var token = FormToken().Match(page).Groups["token"].Value;
        using var signedOut = await browser.PostAsync(new Uri(Host, "/sign-out"), ("__RequestVerificationToken", token));
        Assert.That(signedOut.Headers.Location!.ToString(), Is.EqualTo("/signed-out"));
        Assert.That(await browser.TextAsync(new Uri(Host, "/sign-out")), Does.Contain("You are signed out"));
    }

    [Test]
    public async Task SignOut_WithoutTheFormsToken_LeavesThePersonSignedIn()
    {
        using var browser = new Browser();
        await browser.SignInAsync("bob", "/");

        using var refused = await browser.PostAsync(new Uri(Host, "/sign-out"));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await browser.TextAsync(new Uri(Host, "/sign-out")), Does.Contain("bob@abc.example"));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("/\t/evil.example")]
    [TestCase("javascript:alert(1)")]
    [TestCase("evil.example")]
    [TestCase("/x\r\nSet-Cookie: a=b")]
    [TestCase("")]
    public async Task ReturnPath_ThatIsNoPathOfOurs_LeadsToTheRoot(string path)
    {
        using var browser = new Browser();

        Assert.That(await browser.SignInAsync("alice", path), Is.EqualTo("/"));
    }

    [Test]
    public async Task Callback_InAnotherBrowserThanTheSignInBegan_IsRefused()
    {
        using var victim = new Browser();
        using var attacker = new Browser();
        var callback = await attacker.UntilCallbackAsync("carol", "/");

        using var answer = await victim.GetAsync(callback);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await victim.TextAsync(new Uri(Host, "/sign-out")), Does.Contain("You are signed out"));
    }

    [Test]
    public async Task Callback_ASecondTime_IsRefused()
    {
        using var browser = new Browser();
        var callback = await browser.UntilCallbackAsync("alice", "/");
        using var first = await browser.GetAsync(callback);

        using var second = await browser.GetAsync(callback);

        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Found, HttpStatusCode.BadRequest)));
    }

    [TestCase("code", "another-code")]
    [TestCase("iss", "https://evil.example")]
    public async Task Callback_WithAnotherCodeOrIssuer_IsRefused(string name, string value)
    {
        using var browser = new Browser();
        var callback = await browser.UntilCallbackAsync("alice", "/");
        var changed = new Uri(Regex.Replace(callback.AbsoluteUri, $"(?<before>[?&]{name}=)[^&]*", $"${{before}}{Uri.EscapeDataString(value)}", RegexOptions.None, TimeSpan.FromSeconds(1)));

        using var answer = await browser.GetAsync(changed);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await browser.TextAsync(new Uri(Host, "/sign-out")), Does.Contain("You are signed out"));
    }

    [Test]
    public async Task Callback_WithWhatTheIssuerSaysOfAnError_DoesNotRepeatIt()
    {
        using var browser = new Browser();
        var callback = await browser.UntilCallbackAsync("alice", "/");
        var state = Regex.Match(callback.Query, "state=(?<state>[^&]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["state"].Value;

        var text = await browser.TextAsync(new Uri(Host, $"/sign-in/callback?state={state}&error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E"));

        Assert.That(text, Does.Contain("did not sign you in").And.Not.Contain("alert"));
    }

    [Test]
    public async Task SignIn_AsksWithStateNonceAndPkceAndKeepsThemFromScripts()
    {
        using var browser = new Browser();

        using var begun = await browser.GetAsync(new Uri(Host, "/sign-in?returnPath=/x"));

        var address = begun.Headers.Location!;
        Assert.That(address.GetLeftPart(UriPartial.Authority), Is.EqualTo(Issuer.GetLeftPart(UriPartial.Authority)));
        Assert.That(address.Query, Does.Contain("response_type=code").And.Contain("code_challenge_method=S256").And.Contain("state=").And.Contain("nonce=").And.Contain("code_challenge="));
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        Assert.That(cookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=lax").IgnoreCase.And.Contain("path=/"));
        Assert.That(cookie, Does.Not.Contain("/x"));
    }

    [Test]
    public async Task Session_IsNoCredentialOfAnAction()
    {
        using var browser = new Browser();
        await browser.SignInAsync("carol", "/");

        using var answer = await browser.PostJsonAsync(new Uri(Host, "/fs/PromotionService/getDevAccounts"), "{}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Pages_OfTheSignIn_CarryAStrictPolicy()
    {
        using var browser = new Browser();

        using var page = await browser.GetAsync(new Uri(Host, "/sign-out"));

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Contain("form-action 'self'").And.Contain("base-uri 'none'"));
        Assert.That(policy, Does.Not.Contain("unsafe"));
        Assert.That(page.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
    }

    [TestCase("redirect_uri", "https://evil.example/sign-in/callback")]
    [TestCase("redirect_uri", "http://127.0.0.1/elsewhere")]
    [TestCase("client_id", "somebody")]
    [TestCase("code_challenge_method", "plain")]
    [TestCase("code_challenge", "")]
    [TestCase("response_type", "token")]
    public async Task Issuer_AskedForAnythingElse_Refuses(string name, string value)
    {
        using var browser = new Browser();
        using var begun = await browser.GetAsync(new Uri(Host, "/sign-in"));
        var address = Regex.Replace(begun.Headers.Location!.AbsoluteUri, $"(?<before>[?&]{name}=)[^&]*", $"${{before}}{Uri.EscapeDataString(value)}", RegexOptions.None, TimeSpan.FromSeconds(1));

        using var answer = await browser.GetAsync(new Uri(address));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Issuer_ByAnotherNameThanLoopbacks_Refuses()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Issuer, "/.well-known/openid-configuration"));
        request.Headers.Host = "rebound.evil.example";

        using var answer = await client.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
