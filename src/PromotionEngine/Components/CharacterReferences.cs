using System.Buffers;
using System.Globalization;
using System.Text;

namespace PromotionEngine.Components;

/// <summary>Resolves and writes character references. Without a document type only the five named ones and numeric ones exist.</summary>
internal static class CharacterReferences
{
    private static readonly SearchValues<char> TextSpecials = SearchValues.Create("<>&\r");
    private static readonly SearchValues<char> AttributeSpecials = SearchValues.Create("<>&\r\n\t\"'");

    /// <summary>The characters that <paramref name="raw"/> stands for.</summary>
    public static string Resolve(ReadOnlySpan<char> raw)
    {
        if (!raw.ContainsAny('&', '\r'))
        {
            return raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        Resolve(raw, text, origins: null);
        return text.ToString();
    }

    /// <summary>
    /// Appends the characters that <paramref name="raw"/> stands for; <paramref name="origins"/> receives, for each of them, where in
    /// <paramref name="raw"/> its spelling begins, and at last the length of <paramref name="raw"/>.
    /// </summary>
    public static void Resolve(ReadOnlySpan<char> raw, StringBuilder text, List<int>? origins)
    {
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] != '&')
            {
                // XML reads every line end as one line feed, unless it is spelled as a reference.
                var lineEnd = raw[at] == '\r';
                if (!lineEnd || at + 1 == raw.Length || raw[at + 1] != '\n')
                {
                    text.Append(lineEnd ? '\n' : raw[at]);
                    origins?.Add(at);
                }

                at++;
                continue;
            }

            var length = raw[at..].IndexOf(';') + 1;
            var before = text.Length;
            text.Append(Rune(raw.Slice(at + 1, length - 2)).ToString());
            for (var i = before; i < text.Length; i++)
            {
                origins?.Add(at);
            }

            at += length;
        }

        origins?.Add(raw.Length);
    }

    /// <summary>Spells <paramref name="value"/> as text of an element (<paramref name="quote"/> null) or as an attribute's value.</summary>
    public static string Spell(string value, char? quote)
    {
        if (!value.AsSpan().ContainsAny(quote is null ? TextSpecials : AttributeSpecials))
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 16);
        foreach (var character in value)
        {
            _ = character switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '\r' => text.Append("&#xD;"),
                '\n' when quote is not null => text.Append("&#xA;"),
                '\t' when quote is not null => text.Append("&#x9;"),
                '"' when quote is '"' => text.Append("&quot;"),
                '\'' when quote is '\'' => text.Append("&apos;"),
                _ => text.Append(character),
            };
        }

        return text.ToString();
    }

    private static Rune Rune(ReadOnlySpan<char> name) => name switch
    {
        "lt" => new Rune('<'),
        "gt" => new Rune('>'),
        "amp" => new Rune('&'),
        "quot" => new Rune('"'),
        "apos" => new Rune('\''),
        ['#', 'x', .. var digits] => new Rune(int.Parse(digits, NumberStyles.AllowHexSpecifier)),
        ['#', .. var digits] => new Rune(int.Parse(digits, NumberStyles.None)),
        _ => throw new ComponentXmlException(ComponentXmlProblem.Malformed, "The document refers to an entity that it cannot declare."),
    };
}
