using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sandbox.Mail;

/// <summary>The encodings of MIME. What is not encoded as it says stays as it came.</summary>
internal static partial class MimeDecoding
{
    /// <summary>A header's value with its encoded words (RFC 2047) decoded.</summary>
    public static string DecodeWords(string value) => Word().Replace(BetweenWords().Replace(value, "${word}"), match =>
    {
        var text = match.Groups["text"].Value;
        return string.Equals(match.Groups["form"].Value, "B", StringComparison.OrdinalIgnoreCase)
            ? DecodeBody(text, "base64", match.Groups["charset"].Value)
            : DecodeBody(text.Replace('_', ' '), "quoted-printable", match.Groups["charset"].Value);
    });

    /// <summary>A body, a character for each byte, as the text that it stands for.</summary>
    public static string DecodeBody(string body, string encoding, string charset)
    {
        var bytes = encoding.Trim().ToLowerInvariant() switch
        {
            "base64" => FromBase64(body),
            "quoted-printable" => FromQuotedPrintable(body),
            _ => Encoding.Latin1.GetBytes(body),
        };
        return (charset.ToLowerInvariant() is "iso-8859-1" or "latin1" ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes);
    }

    private static byte[] FromBase64(string text)
    {
        var compact = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        var bytes = new byte[compact.Length];
        return Convert.TryFromBase64String(compact, bytes, out var length) ? bytes[..length] : Encoding.Latin1.GetBytes(text);
    }

    private static byte[] FromQuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '=')
            {
                bytes.Add((byte)text[at]);
            }
            else if (text.AsSpan(at + 1).StartsWith("\r\n"))
            {
                at += 2;
            }
            else if (at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                bytes.Add((byte)'=');
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<form>[BbQq])\?(?<text>[^?\s]*)\?=", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    // White space between two encoded words is not part of the text.
    [GeneratedRegex(@"(?<word>=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenWords();
}
