using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PromotionEngine.Notifications;

/// <summary>Writes a body as plain text and as a page. Every value is encoded; the page loads nothing from anywhere.</summary>
/// <param name="options">Where the pages are that mails link to.</param>
public sealed class MailWriter(MailOptions options)
{
    private const int LongestSubject = 180;
    private const int LongestValue = 300;
    private const int LongestWords = 2_000;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The mail's text.</summary>
    internal MailText Write(MailBody body)
    {
        var facts = body.Facts
            .Select(fact => (fact.Label, Value: MailValue.Line(fact.Value, LongestValue)))
            .Where(fact => fact.Value.Length > 0)
            .ToList();
        var words = body.Words.Length > 0 ? MailValue.Lines(body.Words, LongestWords) : [];
        var lead = MailValue.Line(body.Lead, LongestValue * 2);
        return new MailText(SubjectOf(body), Plain(body, lead, facts, words), Html(body, lead, facts, words));
    }

    // What looks like an encoded word (RFC 2047) would be shown as something else than it is.
    private static string SubjectOf(MailBody body) => MailValue.Line(body.Subject.Replace("=?", "= ?", StringComparison.Ordinal), LongestSubject);

    private string Plain(MailBody body, string lead, IReadOnlyList<(string Label, string Value)> facts, IReadOnlyList<string> words)
    {
        var text = new StringBuilder(lead).Append("\n\n");
        var width = facts.Max(fact => fact.Label.Length) + 2;
        foreach (var (label, value) in facts)
        {
            text.Append($"{label}:".PadRight(width)).Append(value).Append('\n');
        }

        if (words.Count > 0)
        {
            text.Append('\n').Append(body.WordsLabel).Append(":\n");
            foreach (var line in words)
            {
                text.Append("> ").Append(line).Append('\n');
            }
        }

        if (body.Next.Length > 0)
        {
            text.Append('\n').Append(body.Next).Append('\n');
        }

        return text.Append('\n').Append(body.LinkText).Append(":\n").Append(LinkOf(body)).Append('\n').ToString();
    }

    private string Html(MailBody body, string lead, IReadOnlyList<(string Label, string Value)> facts, IReadOnlyList<string> words)
    {
        var rows = string.Concat(facts.Select(fact => $"""

                <tr><th align="left" valign="top" style="padding:2px 16px 2px 0;font-weight:normal;color:#555">{Encode(fact.Label)}</th><td style="padding:2px 0">{Encode(fact.Value)}</td></tr>
            """));
        var quote = words.Count == 0 ? string.Empty : $"""

            <p style="margin:16px 0 4px;color:#555">{Encode(body.WordsLabel)}</p>
            <blockquote style="margin:0;padding:4px 12px;border-left:3px solid #bbb">{string.Join("<br>", words.Select(Encode))}</blockquote>
            """;
        var next = body.Next.Length == 0 ? string.Empty : $"""

            <p style="margin:16px 0 0">{Encode(body.Next)}</p>
            """;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{Encode(MailValue.Line(body.Subject, LongestSubject))}</title></head>
            <body style="font-family:sans-serif;font-size:14px;line-height:1.5;color:#222;max-width:640px">
            <p style="font-size:16px">{Encode(lead)}</p>
            <table role="presentation" cellspacing="0" cellpadding="0">{rows}
            </table>{quote}{next}
            <p style="margin:16px 0"><a href="{Encode(LinkOf(body))}">{Encode(body.LinkText)}</a></p>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private string LinkOf(MailBody body) => $"{options.LinkBase!.AbsoluteUri.TrimEnd('/')}{body.LinkPath}";

    private static string Encode(string text) => Encoder.Encode(text);
}
