using System.Security.Cryptography;
using System.Text;

namespace PromotionEngine.State;

/// <summary>Names for records that are known by what callers supply: of fixed length, and not to be guessed from one another.</summary>
internal static class KeyDigest
{
    /// <summary>SHA-256 over the parts, each with its length, in lower-case hex.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
