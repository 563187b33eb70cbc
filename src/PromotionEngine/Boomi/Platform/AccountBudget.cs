namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// The bucket of one account. A free token goes to the waiting lane that is furthest behind its share, so a lane that others crowd still
/// gets its part, and a lane alone gets everything. Within a lane first come, first served.
/// </summary>
internal sealed class AccountBudget : IDisposable
{
    /// <summary>Shares of <see cref="CallLane.Interactive"/>, <see cref="CallLane.Run"/> and <see cref="CallLane.Housekeeping"/>.</summary>
    private static readonly double[] Shares = [0.5, 0.4, 0.1];

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _fullRate;
    private readonly double _capacity;
    private readonly LinkedList<Waiter>[] _lanes = [new(), new(), new()];
    private readonly double[] _served = new double[3];
    private readonly ITimer _timer;
    private double _tokens;
    private double _rate;
    private long _filledAt;
    private long _busyAt;

    public AccountBudget(double requestsPerSecond, TimeProvider time)
    {
        _time = time;
        _fullRate = requestsPerSecond;
        _rate = requestsPerSecond;

        // In any second at most capacity + rate requests leave, which must not pass the platform's ten.
        _capacity = Math.Max(1, 10 - requestsPerSecond);
        _tokens = _capacity;
        _filledAt = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((AccountBudget)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask TakeAsync(CallLane lane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Refill();
            if (_tokens >= 1 && _lanes.All(waiting => waiting.Count == 0))
            {
                _tokens--;
                Serve((int)lane);
                return ValueTask.CompletedTask;
            }

            var queue = _lanes[(int)lane];
            if (queue.Count == 0)
            {
                // A lane that was idle does not collect a claim on the past.
                _served[(int)lane] = Math.Max(_served[(int)lane], LeastServed());
            }

            var waiter = new Waiter(queue);
            queue.AddLast(waiter);
            Schedule();
            waiter.Registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var (budget, cancelled) = ((AccountBudget, Waiter))state!;
                    budget.Cancel(cancelled, token);
                },
                (this, waiter));
            return new ValueTask(waiter.Granted.Task);
        }
    }

    public void ReportBusy()
    {
        lock (_gate)
        {
            Refill();
            _rate = Math.Max(Math.Min(1, _fullRate), CurrentRateUnderLock() / 2);
            _busyAt = _time.GetTimestamp();
            _tokens = Math.Min(_tokens, 0);
            Schedule();
        }
    }

    public double CurrentRate()
    {
        lock (_gate)
        {
            return CurrentRateUnderLock();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Cancel(Waiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            waiter.Queue.Remove(waiter);
        }

        waiter.Granted.TrySetCanceled(token);
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            Refill();
            while (_tokens >= 1 && NextLane() is { } lane)
            {
                var waiter = _lanes[lane].First!.Value;
                _lanes[lane].RemoveFirst();
                if (waiter.Granted.TrySetResult())
                {
                    // Not Dispose: that would wait for a cancellation which waits for this lock.
                    waiter.Registration.Unregister();
                    _tokens--;
                    Serve(lane);
                }
            }

            Schedule();
        }
    }

    private void Serve(int lane) => _served[lane] += 1 / Shares[lane];

    private int? NextLane()
    {
        int? next = null;
        for (var lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane].Count > 0 && (next is null || _served[lane] < _served[next.Value]))
            {
                next = lane;
            }
        }

        return next;
    }

    /// <summary>How far the waiting lanes have come; when none waits, how far the furthest came.</summary>
    private double LeastServed() => NextLane() is { } lane ? _served[lane] : _served.Max();

    private void Schedule()
    {
        if (NextLane() is null)
        {
            return;
        }

        var wait = _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / CurrentRateUnderLock());
        _timer.Change(wait + TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan);
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_capacity, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * CurrentRateUnderLock()));
        _filledAt = now;
    }

    /// <summary>The lowered rate recovers by a tenth of the full rate each second.</summary>
    private double CurrentRateUnderLock() => _rate >= _fullRate
        ? _fullRate
        : Math.Min(_fullRate, _rate + (_fullRate * 0.1 * _time.GetElapsedTime(_busyAt).TotalSeconds));

    private sealed class Waiter(LinkedList<Waiter> queue)
    {
        public LinkedList<Waiter> Queue { get; } = queue;

        public CancellationTokenRegistration Registration { get; set; }

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
