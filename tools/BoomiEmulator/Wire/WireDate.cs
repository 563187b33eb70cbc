using System.Globalization;

namespace BoomiEmulator.Wire;

/// <summary>Date-times as the platform writes them.</summary>
internal static class WireDate
{
    /// <summary><c>yyyy-MM-ddTHH:mm:ssZ</c>, with milliseconds where there are any.</summary>
    public static string Text(DateTimeOffset date) =>
        date.UtcDateTime.ToString(date.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
