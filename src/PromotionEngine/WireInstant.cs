namespace PromotionEngine;

/// <summary>Instants as the contract writes them.</summary>
public static class WireInstant
{
    /// <summary><c>2026-02-16T14:30:00.000Z</c>, or the empty text for no instant.</summary>
    public static string Format(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'") ?? string.Empty;
}
