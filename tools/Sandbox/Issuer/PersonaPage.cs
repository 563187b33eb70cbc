using System.Text;
using System.Text.Encodings.Web;
using BoomiEmulator.Seeding;

namespace Sandbox.Issuer;

/// <summary>The page on which a person is chosen: one button each.</summary>
internal static class PersonaPage
{
    /// <summary>The page as HTML.</summary>
    public static string Write(AuthorizationRequest request, IEnumerable<SeedPersona> personas)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sandbox sign-in</title></head><body><main>");
        page.Append("<h1>Who are you today?</h1><p>This is the sandbox's sign-in. It asks for no password and works on this machine only.</p>");
        page.Append("<form method=\"post\" action=\"/authorize\">");
        foreach (var (name, value) in request.Fields)
        {
            page.Append($"<input type=\"hidden\" name=\"{Text(name)}\" value=\"{Text(value)}\">");
        }

        foreach (var persona in personas)
        {
            page.Append($"<p><button type=\"submit\" name=\"persona\" value=\"{Text(persona.Name)}\">{Text(persona.DisplayName)}</button> ");
            page.Append($"{Text(persona.Email)}; {Text(string.Join(", ", persona.Groups))}</p>");
        }

        return page.Append("</form></main></body></html>").ToString();
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
