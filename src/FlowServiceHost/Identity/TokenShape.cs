using System.Buffers.Text;
using System.Text.Json;

namespace FlowServiceHost.Identity;

/// <summary>
/// Whether a text may be a signed token at all, told before a library unpacks it: three parts, the first two of them JSON objects that nest no deeper than claims do. An
/// encrypted token, which could swell when unpacked, has five; a nesting of thousands, which could exhaust the stack, needs no valid signature to be read.
/// </summary>
internal static class TokenShape
{
    private const int Largest = 64 * 1024;
    private const int Deepest = 16;

    /// <summary>Whether <paramref name="token"/> has the form of a signed token.</summary>
    public static bool IsPlain(string token) =>
        token.Length <= Largest
        && token.Split('.') is [var header, var payload, { Length: > 0 }]
        && IsShallowObject(header)
        && IsShallowObject(payload);

    private static bool IsShallowObject(string part)
    {
        try
        {
            var reader = new Utf8JsonReader(Base64Url.DecodeFromChars(part), new JsonReaderOptions { MaxDepth = Deepest });
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isObject && reader.Read())
            {
                // The reader throws where it is too deep or no JSON.
            }

            return isObject;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return false;
        }
    }
}
