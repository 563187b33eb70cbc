using System.Collections.Concurrent;

namespace BoomiEmulator.Limits;

/// <summary>Counts the requests of each account within the last second.</summary>
internal sealed class RequestRate(EmulatorSettings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _admitted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request of the account is within the limit; refused ones do not count.</summary>
    public bool Admit(string accountId)
    {
        if (settings.Limits.RequestsPerSecond is not { } limit)
            return true;

        var admitted = _admitted.GetOrAdd(accountId, static _ => new Queue<DateTimeOffset>());
        lock (admitted)
        {
            var now = time.GetUtcNow();
            while (admitted.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
                admitted.Dequeue();

            if (admitted.Count >= limit)
                return false;

            admitted.Enqueue(now);
            return true;
        }
    }
}
