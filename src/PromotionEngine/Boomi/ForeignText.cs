using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi;

/// <summary>
/// What another system says, made fit to be repeated: it may quote what it was sent, and some of that is secret. A value is found as it is and as JSON, XML, an address or
/// Base64 writes it; of a long one its beginning is enough, since whoever quotes may cut.
/// </summary>
internal static class ForeignText
{
    // A shorter one is no secret worth the name, and would be found everywhere.
    private const int Shortest = 3;
    private const int Beginning = 12;

    /// <summary><paramref name="text"/> with a mask in place of each of <paramref name="secrets"/>.</summary>
    public static string Hide(string text, IEnumerable<string> secrets)
    {
        var forms = secrets.SelectMany(Forms).Where(form => form.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length);
        foreach (var form in forms)
        {
            text = Hide(text, form);
        }

        return text;
    }

    private static string Hide(string text, string form)
    {
        var start = form[..Math.Min(form.Length, Beginning)];
        var from = text.IndexOf(start, StringComparison.Ordinal);
        if (from < 0)
        {
            return text;
        }

        var hidden = new StringBuilder(text.Length);
        var kept = 0;
        while (from >= 0)
        {
            hidden.Append(text, kept, from - kept).Append(SecretMask.Mask);
            kept = from + text.AsSpan(from).CommonPrefixLength(form);
            from = text.IndexOf(start, kept, StringComparison.Ordinal);
        }

        return hidden.Append(text, kept, text.Length - kept).ToString();
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var value = secret.Trim();
        return value.Length < Shortest
            ? []
            :
            [
                secret,
                value,
                JsonEncodedText.Encode(value).ToString(),
                JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
                value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
                WebUtility.HtmlEncode(value),
                Uri.EscapeDataString(value),
                Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='),
            ];
    }
}
