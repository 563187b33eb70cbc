using System.Collections.Concurrent;

namespace Contract.Calls;

/// <summary>Nonces of one process. It holds as many as are signed within the validity of a signature; only who has the shared key can add any.</summary>
public sealed class InMemoryNonceStore(TimeProvider clock) : INonceStore
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new(StringComparer.Ordinal);
    private readonly Lock _sweep = new();
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    /// <summary>How many nonces are remembered.</summary>
    public int Count => _expiries.Count;

    /// <inheritdoc/>
    public ValueTask<bool> TryAddAsync(string nonce, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        Sweep(clock.GetUtcNow());
        return ValueTask.FromResult(_expiries.TryAdd(nonce, expiresAt));
    }

    private void Sweep(DateTimeOffset now)
    {
        if (!_sweep.TryEnter())
        {
            return;
        }

        try
        {
            if (now < _nextSweep)
            {
                return;
            }

            _nextSweep = now + SweepEvery;
            foreach (var expired in _expiries.Where(entry => entry.Value < now))
            {
                _expiries.TryRemove(expired);
            }
        }
        finally
        {
            _sweep.Exit();
        }
    }
}
