using System.Globalization;
using System.Text;

namespace Grpc.Wire;

/// <summary>The value of <c>grpc-message</c>: UTF-8 with everything but printable ASCII percent-encoded.</summary>
internal static class StatusMessage
{
    /// <summary>
    /// Longer texts are cut. Common clients refuse a header block beyond 8 KiB, and then the status itself would be lost.
    /// </summary>
    public const int MaxEncodedLength = 4096;

    private const int EscapeLength = 3;

    /// <summary>Encodes, cutting between characters at <see cref="MaxEncodedLength"/>.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = rune.Value is >= ' ' and <= '~' and not '%';
            var count = rune.EncodeToUtf8(utf8);
            if (encoded.Length + (plain ? 1 : count * EscapeLength) > MaxEncodedLength)
            {
                break;
            }

            if (plain)
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var part in utf8[..count])
            {
                encoded.Append('%').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes; an escape that is none stays as it came, because a spoilt message must not cost the status.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var bytes = new List<byte>(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == '%'
                && index + 2 < value.Length
                && byte.TryParse(value.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var part))
            {
                bytes.Add(part);
                index += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value, index, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
