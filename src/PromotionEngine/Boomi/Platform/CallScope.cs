using System.Collections.Concurrent;

namespace PromotionEngine.Boomi.Platform;

/// <summary>On whose behalf calls are made: the lane they wait in, and the count of what they cost. Safe for parallel use.</summary>
/// <param name="lane">Lane of the request budget.</param>
/// <param name="run">ID of the promotion whose run makes the calls; empty when there is none.</param>
public sealed class CallScope(CallLane lane, string run = "")
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _total;
    private volatile bool _hasUnanswered;

    /// <summary>Lane of the request budget.</summary>
    public CallLane Lane { get; } = lane;

    /// <summary>ID of the promotion whose run makes the calls; empty when there is none.</summary>
    public string Run { get; } = run;

    /// <summary>
    /// How much time a call may still take, for example what is left of a run's lease. A call's limit is the shorter of this and
    /// <see cref="PlatformOptions.CallTimeout"/>; when nothing is left, the call waits that long for more and is then not made. Null when only the latter holds.
    /// </summary>
    public Func<TimeSpan>? TimeLeft { get; init; }

    /// <summary>Requests sent so far, repeats included.</summary>
    public int Calls => Volatile.Read(ref _total);

    /// <summary>Requests sent so far by operation, for example <c>Component GET</c> or <c>Branch query</c>.</summary>
    public IReadOnlyDictionary<string, int> CallsByOperation => new SortedDictionary<string, int>(_calls, StringComparer.Ordinal);

    /// <summary>Whether a call that may change something was sent and its answer not awaited, or lost: it may still take effect.</summary>
    public bool HasUnanswered => _hasUnanswered;

    internal void LeaveUnanswered() => _hasUnanswered = true;

    internal void Count(string operation)
    {
        Interlocked.Increment(ref _total);
        _calls.AddOrUpdate(operation, 1, static (_, count) => count + 1);
    }
}
