using System.Diagnostics;

namespace Testing.Clocks;

/// <summary>A clock that stands still until it is moved; then the timers that are due fire, in their order.</summary>
public sealed class ManualClock : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public ManualClock(DateTimeOffset start) => _now = start;

    /// <summary>A clock that shows a morning in March.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>Moves it; who was waiting finds it moved all the way.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
            {
                timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : DateTimeOffset.MaxValue;
            }
        }

        due.ForEach(timer => timer.Fire());
    }

    /// <summary>Moves it to when the next timer is due; leaves it where it is, and says so, when nobody waits.</summary>
    public bool TryAdvanceToNextTimer()
    {
        TimeSpan by;
        lock (_gate)
        {
            var next = _timers.Select(timer => timer.Due).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            if (next == DateTimeOffset.MaxValue)
            {
                return false;
            }

            by = next - _now;
        }

        Advance(by > TimeSpan.Zero ? by : TimeSpan.Zero);
        return true;
    }

    /// <summary>Waits until somebody waits for exactly <paramref name="dueIn"/> from now, so that moving the clock cannot come too early.</summary>
    /// <exception cref="TimeoutException">Nobody does within a minute.</exception>
    public async Task WaitedForAsync(TimeSpan dueIn)
    {
        var waited = Stopwatch.StartNew();
        while (!IsWaitedFor(dueIn))
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"Nobody waits for {dueIn}.");
            }

            await Task.Delay(5);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool IsWaitedFor(TimeSpan dueIn)
    {
        lock (_gate)
        {
            return _timers.Exists(timer => timer.Due == _now + dueIn);
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
