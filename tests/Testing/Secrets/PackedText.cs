using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Testing.Secrets;

/// <summary>Texts that stand in other texts as Brotli in Base64, which is how the service keeps what is long.</summary>
public static partial class PackedText
{
    /// <summary>The texts packed in <paramref name="text"/>.</summary>
    public static IEnumerable<string> Inside(string text) => Packed().Matches(text).Select(match => Unpack(match.Value)).Where(part => part.Length > 0);

    private static string Unpack(string base64)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
            using var reader = new StreamReader(brotli, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            return string.Empty;
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/]{60,}={0,2}", RegexOptions.None, 20_000)]
    private static partial Regex Packed();
}
