using System.Text;
using System.Text.Json;
using System.Xml;

namespace PromotionEngine.Boomi;

/// <summary>Reads the message out of an error body, whatever form it has.</summary>
internal static class ErrorText
{
    /// <summary>Longest text that is passed on.</summary>
    public const int MaxLength = 500;

    /// <summary>The message in <paramref name="body"/>: JSON <c>message</c>, <c>error.message</c> or <c>errorMessage</c>, XML messages, else the text itself.</summary>
    /// <param name="body">The body.</param>
    /// <param name="hide">Takes out what must not be repeated, before anything is cut off.</param>
    public static string Read(string body, Func<string, string> hide)
    {
        var text = body.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return string.Empty;
        }

        var message = text[0] switch
        {
            '{' or '[' => FromJson(body),
            '<' => FromXml(body) ?? WithoutTags(body),
            _ => null,
        };

        return Shorten(hide(message ?? body));
    }

    /// <summary>One line of at most <see cref="MaxLength"/> characters, cut on a character boundary.</summary>
    public static string Shorten(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var character in text.AsSpan().Trim())
        {
            if (line.Length >= MaxLength)
            {
                break;
            }

            var blank = char.IsWhiteSpace(character) || char.IsControl(character);
            if (!blank)
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        if (line.Length > 0 && char.IsHighSurrogate(line[^1]))
        {
            line.Length--;
        }

        return line.ToString().TrimEnd();
    }

    private static string? FromJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = new JsonFields(document.RootElement);
            return First(root.Text("message"), root.Object("error").Text("message"), root.Text("errorMessage"), root.Object("Error").Text("message"), root.Text("error"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FromXml(string body)
    {
        var messages = new List<string>();
        try
        {
            using var reader = SafeXml.Open(body);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && IsMessage(reader.LocalName) && messages.Count < 10)
                {
                    var text = LeafText(reader);
                    if (text.Length > 0)
                    {
                        messages.Add(text);
                    }
                }
            }
        }
        catch (XmlException)
        {
            return null;
        }

        return messages.Count == 0 ? null : string.Join(' ', messages);
    }

    private static bool IsMessage(string name) =>
        name is "message" or "errorMessage" or "Data" || string.Equals(name, "error", StringComparison.OrdinalIgnoreCase);

    /// <summary>Text of an element that holds nothing else; an element with children answers nothing and is walked further.</summary>
    private static string LeafText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return string.Empty;
        }

        var text = string.Empty;
        while (reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
        {
            text += reader.Value;
        }

        if (reader.NodeType == XmlNodeType.Element && IsMessage(reader.LocalName))
        {
            return LeafText(reader);
        }

        return text.Trim();
    }

    /// <summary>HTML pages of proxies and web servers are not well-formed: what stands between the tags says enough.</summary>
    private static string WithoutTags(string body)
    {
        var text = new StringBuilder();
        var inside = false;
        foreach (var character in body.AsSpan(0, Math.Min(body.Length, 20_000)))
        {
            inside = character == '<' || (inside && character != '>');
            text.Append(inside || character == '>' ? ' ' : character);
        }

        return text.ToString();
    }

    private static string? First(params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Length > 0)
            {
                return candidate;
            }
        }

        return null;
    }
}
