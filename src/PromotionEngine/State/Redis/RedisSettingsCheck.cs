using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>Whether a Redis keeps what it acknowledged. Without these settings a crash loses writes, and with some of them keys go when memory is short.</summary>
public static class RedisSettingsCheck
{
    private static readonly (string Name, string Wanted, string Why)[] Settings =
    [
        ("appendonly", "yes", "nothing survives a restart otherwise"),
        ("appendfsync", "always", "acknowledged writes are lost in a crash otherwise"),
        ("maxmemory-policy", "noeviction", "promotions and locks are thrown away when memory is short otherwise"),
    ];

    /// <summary>What is missing of the settings that production needs, a sentence each; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(RedisStateStore store, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var (name, wanted, why) in Settings)
        {
            try
            {
                var answer = (RedisResult[])(await store.Link.RunAsync(database => database.ExecuteAsync("CONFIG", "GET", name), cancellationToken))!;
                var found = answer.Length > 1 ? (string?)answer[1] : null;
                if (!string.Equals(found, wanted, StringComparison.OrdinalIgnoreCase))
                {
                    missing.Add($"Redis has {name} {found ?? "(unknown)"}; it must be {wanted}: {why}.");
                }
            }
            catch (StateUnavailableException exception) when (exception.InnerException is RedisServerException)
            {
                missing.Add($"Redis does not tell its setting {name}; make sure that it is {wanted}: {why}.");
            }
        }

        return missing;
    }
}
