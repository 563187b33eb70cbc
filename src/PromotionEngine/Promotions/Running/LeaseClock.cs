namespace PromotionEngine.Promotions.Running;

/// <summary>
/// How long the lease of a run still holds by this process's own clock, counted from before it was asked for: no call of the platform may outlast it.
/// </summary>
internal sealed class LeaseClock(TimeProvider time)
{
    private long _end = long.MaxValue;

    /// <summary>The lease holds for <paramref name="lease"/> from the timestamp <paramref name="since"/>.</summary>
    public void Hold(long since, TimeSpan lease) => Volatile.Write(ref _end, since + (long)(lease.TotalSeconds * time.TimestampFrequency));

    /// <summary>What is left; the longest time there is before the first lease.</summary>
    public TimeSpan Left()
    {
        var end = Volatile.Read(ref _end);
        return end == long.MaxValue ? TimeSpan.MaxValue : time.GetElapsedTime(time.GetTimestamp(), end);
    }
}
