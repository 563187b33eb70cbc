using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowServiceHost.Actions;

/// <summary>ISO 8601 instants, as callers write them and as the contract writes them.</summary>
public static partial class DateTimeText
{
    /// <summary>The one form in which instants travel on: UTC with milliseconds.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Brings an instant into <see cref="Format"/>. A date without a time is its first moment, a time without an offset is UTC,
    /// fractions beyond milliseconds are cut.
    /// </summary>
    /// <returns>Whether <paramref name="text"/> is an instant.</returns>
    public static bool TryNormalize(string text, out string normalized)
    {
        normalized = string.Empty;
        var match = Iso8601().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(3, '0')[..3];
        var time = match.Groups["time"].Success ? match.Groups["time"].Value : "00:00";
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : "00";
        var offset = match.Groups["offset"].Value is "" or "Z" or "z" ? "+00:00" : match.Groups["offset"].Value;
        if (offset.Length == 5)
        {
            offset = offset.Insert(3, ":");
        }

        if (!DateTimeOffset.TryParseExact(
            $"{match.Groups["date"].Value}T{time}:{seconds}.{fraction}{offset}",
            "yyyy-MM-dd'T'HH:mm:ss.fffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out var instant))
        {
            return false;
        }

        normalized = instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
        return true;
    }

    [GeneratedRegex(
        @"\A(?<date>\d{4}-\d{2}-\d{2})([Tt ](?<time>\d{2}:\d{2})(:(?<seconds>\d{2})([.,](?<fraction>\d{1,9}))?)?(?<offset>[Zz]|[+-]\d{2}:?\d{2})?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso8601();
}
