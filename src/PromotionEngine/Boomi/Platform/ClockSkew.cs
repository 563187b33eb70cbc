namespace PromotionEngine.Boomi.Platform;

/// <summary>How far clocks may be apart where what the platform dates is held against what an engine noted.</summary>
internal static class ClockSkew
{
    /// <summary>
    /// Generous, since the date never decides alone: branch, name, folder, creator and content do. An engine whose clock is a minute wrong must not take what
    /// it created for something older, and create it again.
    /// </summary>
    public static TimeSpan Tolerated { get; } = TimeSpan.FromMinutes(10);
}
