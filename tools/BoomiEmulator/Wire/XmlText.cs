using System.Buffers;
using System.Text;

namespace BoomiEmulator.Wire;

/// <summary>Escapes text for XML.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"\r\n\t");

    /// <summary>Escaped for an attribute in double quotes; characters that XML cannot hold are left out.</summary>
    public static string Attribute(string value) => Escape(value, attribute: true);

    /// <summary>Escaped for element text.</summary>
    public static string Content(string value) => Escape(value, attribute: false);

    private static string Escape(string value, bool attribute)
    {
        if (!value.AsSpan().ContainsAny(Special) && !value.Any(static c => c < ' ' || c is '\uFFFE' or '\uFFFF'))
            return value;

        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = c switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '"' when attribute => text.Append("&quot;"),
                '\r' => text.Append("&#13;"),
                '\n' when attribute => text.Append("&#10;"),
                '\t' when attribute => text.Append("&#9;"),
                '\n' or '\t' => text.Append(c),
                < ' ' or '\uFFFE' or '\uFFFF' => text,
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
