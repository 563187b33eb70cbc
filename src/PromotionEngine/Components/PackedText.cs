using System.IO.Compression;
using System.Text;

namespace PromotionEngine.Components;

/// <summary>
/// A document kept small in process memory while a run goes on. Ten runs of a thousand components hold ten thousand documents;
/// component XML shrinks to a fraction.
/// </summary>
public sealed class PackedText
{
    // Without a preamble of its own, so that a byte-order mark at the start of a text is part of the text.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly byte[] _bytes;

    private PackedText(byte[] bytes, int length)
    {
        _bytes = bytes;
        Length = length;
    }

    /// <summary>Length of the text in characters.</summary>
    public int Length { get; }

    /// <summary>Packs <paramref name="text"/>.</summary>
    public static PackedText Pack(string text)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Fastest))
        {
            deflate.Write(Encoding.GetBytes(text));
        }

        return new PackedText(buffer.ToArray(), text.Length);
    }

    /// <summary>The text as it was packed.</summary>
    public string Unpack()
    {
        using var deflate = new DeflateStream(new MemoryStream(_bytes, writable: false), CompressionMode.Decompress);
        using var reader = new StreamReader(deflate, Encoding, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }
}
