namespace Testing.Clocks;

/// <summary>A clock that stands still until it is moved. Its timers take their real time.</summary>
public sealed class StandingClock : TimeProvider
{
    private long _ticks;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public StandingClock(DateTimeOffset start) => _ticks = start.UtcTicks;

    /// <summary>A clock that shows a morning in February.</summary>
    public StandingClock()
        : this(new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves it, backwards too.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
