using System.Globalization;

namespace PromotionEngine;

/// <summary>Instants as the contract writes them.</summary>
public static class WireInstant
{
    /// <summary><c>2026-02-16T14:30:00.000Z</c>, or the empty text for no instant.</summary>
    public static string Format(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The instant that <paramref name="text"/> names, or null for the empty text. The host has checked the form.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
