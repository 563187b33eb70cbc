using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>As much of a browser as a sign-in needs: cookies, and redirects that are followed by hand.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http = new(new WatchedAnswers(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Signs a person in and answers where the host sends the browser then.</summary>
    public async Task<string> SignInAsync(string persona, string returnPath)
    {
        using var back = await GetAsync(await UntilCallbackAsync(persona, returnPath));
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.Found), await back.Content.ReadAsStringAsync());
        return back.Headers.Location!.OriginalString;
    }

    /// <summary>Goes as far as the address that the issuer sends the browser back to, without going there.</summary>
    public async Task<Uri> UntilCallbackAsync(string persona, string returnPath)
    {
        using var begun = await GetAsync(new Uri($"{SharedSandbox.Running.HostAddress}/sign-in?returnPath={Uri.EscapeDataString(returnPath)}"));
        Assert.That(begun.StatusCode, Is.EqualTo(HttpStatusCode.Found), await begun.Content.ReadAsStringAsync());
        var page = await TextAsync(begun.Headers.Location!);
        var fields = Hidden().Matches(page).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).Append(("persona", persona));
        using var chosen = await PostAsync(new Uri(begun.Headers.Location!, "/authorize"), [.. fields]);
        Assert.That(chosen.StatusCode, Is.EqualTo(HttpStatusCode.Found), await chosen.Content.ReadAsStringAsync());
        return chosen.Headers.Location!;
    }

    /// <summary>A page.</summary>
    public Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address);

    /// <summary>A page's text.</summary>
    public Task<string> TextAsync(Uri address) => GetTextAsync(address);

    /// <summary>Sends a form.</summary>
    public Task<HttpResponseMessage> PostAsync(Uri address, params (string Name, string Value)[] fields) =>
        _http.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Sends JSON, with the browser's cookies and nothing else.</summary>
    public Task<HttpResponseMessage> PostJsonAsync(Uri address, string json) => _http.PostAsync(address, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> GetTextAsync(Uri address)
    {
        using var answer = await GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
