using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Sandbox.Mail;

/// <summary>
/// The pages at <c>/mail</c>: the caught mails, newest first, and each as its reader sees it. Everything in a mail is somebody else's text: it is encoded, and its
/// page is shown in a frame that runs nothing and loads nothing.
/// </summary>
internal static class MailPages
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Default;

    /// <summary>Adds the pages to a program of the sandbox.</summary>
    public static void MapMail(this IEndpointRouteBuilder app, CaughtMails mails)
    {
        app.MapGet("/mail", (HttpContext context) => Page(context, List(mails.List())));
        app.MapGet("/mail.json", () => Results.Json(mails.List().Select(mail => new MailInfo(
            mail.Number, mail.ReceivedAt, mail.From, mail.To, mail.Content.Subject, mail.Content.Header("Message-ID"), mail.Content.Text, mail.Content.Html))));
        app.MapGet("/mail/{number:int}", (HttpContext context, int number) => mails.Find(number) is { } mail ? Page(context, One(mail)) : Results.NotFound());
        app.MapGet("/mail/{number:int}/raw", (int number) => mails.Find(number) is { } mail
            ? Results.Text(mail.Raw, "text/plain; charset=iso-8859-1", Encoding.Latin1)
            : Results.NotFound());
    }

    private static IResult Page(HttpContext context, string html)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static string List(IReadOnlyList<CaughtMail> mails)
    {
        var rows = new StringBuilder();
        foreach (var mail in mails)
        {
            rows.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{Encode(At(mail))}</td><td>{Encode(string.Join(", ", mail.To))}</td><td><a href="/mail/{mail.Number}">{Encode(mail.Content.Subject is { Length: > 0 } subject ? subject : "(no subject)")}</a></td></tr>

                """);
        }

        var table = mails.Count == 0
            ? "<p>No mail yet. The service writes when something is deployed to test, submitted for review, decided, or about to expire.</p>"
            : $"<table><thead><tr><th>Caught</th><th>To</th><th>Subject</th></tr></thead><tbody>\n{rows}</tbody></table>";
        return Frame("Mails", "<meta http-equiv=\"refresh\" content=\"5\">", $"<h1>Mails</h1>\n<p>Caught on this machine; nothing was sent on. The newest {CaughtMails.Kept} are kept.</p>\n{table}");
    }

    private static string One(CaughtMail mail)
    {
        var headers = string.Concat(mail.Content.Headers.Select(header => $"<tr><th>{Encode(header.Key)}</th><td>{Encode(header.Value)}</td></tr>\n"));

        // Links open beside the page; nothing in the frame can run, load or reach this page.
        var page = mail.Content.Html.Length == 0
            ? string.Empty
            : $"<h2>As a page</h2>\n<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"The mail as a page\" srcdoc=\"{Encode($"<base target=\"_blank\">{mail.Content.Html}")}\"></iframe>\n";
        return Frame(
            mail.Content.Subject,
            string.Empty,
            $"""
            <p><a href="/mail">All mails</a> · <a href="/mail/{mail.Number}/raw">As it came</a></p>
            <h1>{Encode(mail.Content.Subject)}</h1>
            <p>Caught {Encode(At(mail))}, from {Encode(mail.From)} to {Encode(string.Join(", ", mail.To))}</p>
            {page}<h2>As text</h2>
            <pre>{Encode(mail.Content.Text)}</pre>
            <h2>Headers</h2>
            <table>{headers}</table>
            """);
    }

    private static string Frame(string title, string head, string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{{head}}<title>{{Encode(title)}}</title>
        <style>
        body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color-scheme: light dark }
        th, td { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; overflow-wrap: anywhere }
        pre { white-space: pre-wrap; border: 1px solid #8888; padding: 1rem }
        iframe { width: 100%; height: 26rem; border: 1px solid #8888; background: #fff }
        </style></head>
        <body>
        {{body}}
        </body>
        </html>

        """;

    private static string At(CaughtMail mail) => mail.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Encode(string text) => Encoder.Encode(text);
}
