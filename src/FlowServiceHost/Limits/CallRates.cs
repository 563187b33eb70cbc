using System.Collections.Concurrent;

namespace FlowServiceHost.Limits;

/// <summary>
/// A rate with a burst for each key: a key that was silent may use its burst at once, and then as much as the rate gives. Keys that are back at full are forgotten,
/// so memory holds the busy ones only.
/// </summary>
internal sealed class CallRates(TimeProvider clock)
{
    private const int SweepAbove = 1_000;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    // For each key the time at which its burst is full again.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _fullAt = new(StringComparer.Ordinal);
    private readonly Lock _sweep = new();
    private DateTimeOffset _sweptAt = DateTimeOffset.MinValue;

    /// <summary>How many keys are remembered.</summary>
    public int Count => _fullAt.Count;

    /// <summary>Takes a call of <paramref name="key"/>.</summary>
    /// <param name="key">Whose rate it is.</param>
    /// <param name="perSecond">The rate; 0 for none.</param>
    /// <param name="burst">Calls that may come at once.</param>
    /// <returns>Null when it is granted, else how long the key must wait; nothing is taken then.</returns>
    public TimeSpan? Take(string key, double perSecond, double burst)
    {
        if (perSecond <= 0)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        Sweep(now);
        var cost = TimeSpan.FromSeconds(1 / perSecond);
        var depth = TimeSpan.FromSeconds(burst / perSecond);
        while (true)
        {
            var isKnown = _fullAt.TryGetValue(key, out var fullAt);
            var next = (isKnown && fullAt > now ? fullAt : now) + cost;
            if (next - now > depth)
            {
                return next - now - depth;
            }

            if (isKnown ? _fullAt.TryUpdate(key, next, fullAt) : _fullAt.TryAdd(key, next))
            {
                return null;
            }
        }
    }

    /// <summary>How long <paramref name="key"/> must wait until <see cref="Take"/> grants again; null when it does now. Takes nothing.</summary>
    public TimeSpan? Look(string key, double perSecond, double burst)
    {
        if (perSecond <= 0 || !_fullAt.TryGetValue(key, out var fullAt))
        {
            return null;
        }

        var wait = fullAt + TimeSpan.FromSeconds(1 / perSecond) - clock.GetUtcNow() - TimeSpan.FromSeconds(burst / perSecond);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (_fullAt.Count < SweepAbove || now - _sweptAt < SweepEvery || !_sweep.TryEnter())
        {
            return;
        }

        try
        {
            _sweptAt = now;
            foreach (var full in _fullAt.Where(entry => entry.Value <= now))
            {
                _fullAt.TryRemove(full);
            }
        }
        finally
        {
            _sweep.Exit();
        }
    }
}
