using System.Text;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>A mail as the test server received it.</summary>
/// <param name="From">The line of the envelope that names the sender.</param>
/// <param name="To">The recipient of the envelope.</param>
/// <param name="Raw">Headers and body, a character for each byte.</param>
/// <param name="IsEncrypted">Whether it came through TLS.</param>
public sealed partial record ReceivedMail(string From, string To, string Raw, bool IsEncrypted)
{
    /// <summary>Header lines, unfolded.</summary>
    public IReadOnlyList<string> Headers => Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");

    /// <summary>The value of the only header of that name.</summary>
    public string Header(string name) => Headers.Single(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    /// <summary>The body of the part of a type, decoded.</summary>
    public string Part(string type)
    {
        var part = Raw.Split("\r\n--").Single(piece => piece.Contains($"Content-Type: {type}", StringComparison.OrdinalIgnoreCase) && !piece.Contains("multipart/", StringComparison.Ordinal));
        var body = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", string.Empty, StringComparison.Ordinal);
        var bytes = Escape().Replace(body, match => ((char)Convert.ToByte(match.Groups["byte"].Value, 16)).ToString());
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
    }

    [GeneratedRegex("=(?<byte>[0-9A-F]{2})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape();
}
