using System.Net;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>The sandbox's pages of caught mails: everything in a mail is somebody else's text.</summary>
[TestFixture]
public sealed class MailPageTests
{
    private const string Hostile = """
        From: "<img src=x onerror=alert(1)>" <eve@evil.example>
        Subject: <script>alert(1)</script> & more
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain

        </pre><script>alert(2)</script>
        --b
        Content-Type: text/html

        "></iframe><script>alert(3)</script>
        --b--
        """;

    [Test]
    public async Task Pages_OfAHostileMail_ShowItAsTextAndRunNothing()
    {
        using var http = new HttpClient { BaseAddress = new Uri(SharedSandbox.Running.HostAddress) };
        SharedSandbox.Running.CaughtMails.Add("eve@evil.example", ["\"><script>alert(4)</script>@abc.example"], Hostile.ReplaceLineEndings("\r\n"));
        var number = SharedSandbox.Running.CaughtMails.List().First(mail => mail.From == "eve@evil.example").Number;

        using var list = await http.GetAsync("/mail");
        using var one = await http.GetAsync($"/mail/{number}");
        using var raw = await http.GetAsync($"/mail/{number}/raw");
        using var none = await http.GetAsync("/mail/999999");
        var page = await one.Content.ReadAsStringAsync();

        foreach (var html in new[] { await list.Content.ReadAsStringAsync(), page })
        {
            Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("<img"));
            Assert.That(html, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"));
        }

        Assert.That(page.Split("<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"The mail as a page\" srcdoc=\"&lt;base target=&quot;_blank&quot;&gt;&quot;&gt;&lt;/iframe&gt;"), Has.Length.EqualTo(2));
        Assert.That(page.Split("</iframe>"), Has.Length.EqualTo(2));
        Assert.That(one.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'").And.Not.Contain("script-src"));
        Assert.That((raw.Content.Headers.ContentType!.MediaType, raw.Headers.GetValues("X-Content-Type-Options").Single()), Is.EqualTo(("text/plain", "nosniff")));
        Assert.That(await raw.Content.ReadAsStringAsync(), Does.Contain("<script>alert(1)</script>"));
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task List_AsJson_HasSubjectAndBodies()
    {
        using var http = new HttpClient { BaseAddress = new Uri(SharedSandbox.Running.HostAddress) };
        SharedSandbox.Running.CaughtMails.Add("promotions@abc.example", ["alice@abc.example"], "Subject: as JSON\r\nMessage-ID: <j@abc.example>\r\n\r\nHello\r\n");

        var mails = JsonNode.Parse(await http.GetStringAsync("/mail.json"))!.AsArray();

        var mail = mails.Single(row => (string)row!["subject"]! == "as JSON")!;
        Assert.That(((string)mail["messageId"]!, (string)mail["to"]![0]!, (string)mail["text"]!), Is.EqualTo(("<j@abc.example>", "alice@abc.example", "Hello\r\n")));
    }
}
