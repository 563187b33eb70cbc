namespace PromotionEngine.Tests.Recovery;

/// <summary>A clock that is wrong by as much as a test says. Its timers take their time.</summary>
internal sealed class OffsetClock(TimeSpan offset = default) : TimeProvider
{
    private long _ticks = offset.Ticks;

    /// <summary>The real time for how long things take too, except when the clock is moved.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetElapsed() + Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>Moves the clock, as it looks to a process that stood still for a while.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    private static long GetElapsed() => System.GetElapsedTime(0).Ticks;
}
