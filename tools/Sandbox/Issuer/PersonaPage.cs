using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using BoomiEmulator.Seeding;

namespace Sandbox.Issuer;

/// <summary>The page on which a person is chosen: one button each.</summary>
internal static class PersonaPage
{
    private const string Style = """
        body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color-scheme: light dark }
        th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0 }
        button { font: inherit; min-width: 9rem; padding: .3rem 1rem; cursor: pointer }
        """;

    /// <summary>The content security policy of the page: its one style sheet, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>The page as HTML.</summary>
    public static string Write(AuthorizationRequest request, IEnumerable<SeedPersona> personas)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Sandbox sign-in</title>");
        page.Append("<style>").Append(Style).Append("</style></head><body><main>");
        page.Append("<h1>Who are you today?</h1><p>This is the sandbox's sign-in. It asks for no password and works on this machine only.</p>");
        page.Append("<form method=\"post\" action=\"/authorize\"><table><tr><th>Person</th><th>Mail</th><th>Groups</th></tr>");
        foreach (var (name, value) in request.Fields)
        {
            page.Append($"<input type=\"hidden\" name=\"{Text(name)}\" value=\"{Text(value)}\">");
        }

        foreach (var persona in personas)
        {
            page.Append($"<tr><td><button type=\"submit\" name=\"persona\" value=\"{Text(persona.Name)}\">{Text(persona.DisplayName)}</button></td>");
            page.Append($"<td>{Text(persona.Email)}</td><td>{string.Join("<br>", persona.Groups.Select(Text))}</td></tr>");
        }

        return page.Append("</table></form></main></body></html>").ToString();
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
