namespace PromotionEngine.State;

/// <summary>Instants as the store counts them.</summary>
internal static class StateClock
{
    /// <summary>The instant cut to whole milliseconds, so that it survives being a score.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>The instant as the score of an index.</summary>
    public static double Score(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();
}
