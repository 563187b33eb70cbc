using System.Text;

namespace Sandbox.Mail;

/// <summary>A mail taken apart (RFC 5322, MIME), as far as it is needed to be looked at. What cannot be read stays as it came.</summary>
/// <param name="Headers">Names and values, unfolded and decoded, in their order.</param>
/// <param name="Text">The plain body; empty when there is none.</param>
/// <param name="Html">The body as a page; empty when there is none.</param>
public sealed record MimeMail(IReadOnlyList<KeyValuePair<string, string>> Headers, string Text, string Html)
{
    private const int DeepestNesting = 5;
    private const int MostParts = 50;

    /// <summary>The subject; empty when there is none.</summary>
    public string Subject => Header("Subject");

    /// <summary>The first header called <paramref name="name"/>; empty when there is none.</summary>
    public string Header(string name) => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;

    /// <summary>Takes <paramref name="raw"/> apart.</summary>
    public static MimeMail Parse(string raw)
    {
        var (headers, body) = Split(raw);
        var bodies = new Bodies();
        Read(headers, body, bodies, 0);
        return new MimeMail(
            [.. headers.Select(header => KeyValuePair.Create(header.Key, MimeDecoding.DecodeWords(header.Value)))],
            bodies.Text ?? string.Empty,
            bodies.Html ?? string.Empty);
    }

    private static void Read(IReadOnlyList<KeyValuePair<string, string>> headers, string body, Bodies bodies, int depth)
    {
        var type = Find(headers, "Content-Type");
        var media = type.Split(';', 2)[0].Trim().ToLowerInvariant();
        if (media.StartsWith("multipart/", StringComparison.Ordinal) && Parameter(type, "boundary") is { Length: > 0 } boundary)
        {
            if (depth < DeepestNesting)
            {
                foreach (var part in Parts(body, boundary))
                {
                    var (partHeaders, partBody) = Split(part);
                    Read(partHeaders, partBody, bodies, depth + 1);
                }
            }

            return;
        }

        var text = MimeDecoding.DecodeBody(body, Find(headers, "Content-Transfer-Encoding"), Parameter(type, "charset"));
        if (media == "text/html")
        {
            bodies.Html ??= text;
        }
        else if (media is "text/plain" or "")
        {
            bodies.Text ??= text;
        }
    }

    private static IEnumerable<string> Parts(string body, string boundary)
    {
        var pieces = $"\r\n{body}".Split($"\r\n--{boundary}");
        return pieces.Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)).Take(MostParts).Select(piece => piece.TrimStart('\r', '\n', ' ', '\t'));
    }

    private static (IReadOnlyList<KeyValuePair<string, string>> Headers, string Body) Split(string raw)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < raw.Length)
        {
            var end = raw.IndexOf("\r\n", at, StringComparison.Ordinal);
            var line = end < 0 ? raw[at..] : raw[at..end];
            at = end < 0 ? raw.Length : end + 2;
            if (line.Length == 0)
            {
                break;
            }

            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = KeyValuePair.Create(headers[^1].Key, $"{headers[^1].Value} {line.Trim()}");
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                headers.Add(KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }

        return (headers, raw[at..]);
    }

    private static string Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name) =>
        headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;

    private static string Parameter(string header, string name) => header.Split(';').Skip(1)
        .Select(part => part.Split('=', 2))
        .Where(pair => pair.Length == 2 && string.Equals(pair[0].Trim(), name, StringComparison.OrdinalIgnoreCase))
        .Select(pair => pair[1].Trim().Trim('"'))
        .FirstOrDefault(string.Empty);

    private sealed class Bodies
    {
        public string? Text { get; set; }

        public string? Html { get; set; }
    }
}
