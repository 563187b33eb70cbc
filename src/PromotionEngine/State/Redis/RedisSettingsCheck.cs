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

    /// <summary>What is missing of what production needs, on every server that is connected, a sentence each; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(RedisStateStore store, CancellationToken cancellationToken)
    {
        // Waits for a connection, and throws when there is none.
        await store.PingAsync(cancellationToken);
        var connection = store.Link.Connection.Current;
        var servers = connection.GetEndPoints().Select(address => connection.GetServer(address)).Where(server => server.IsConnected).ToList();
        var missing = new List<string>();
        foreach (var server in servers)
        {
            foreach (var (name, wanted, why) in Settings)
            {
                if (await FindMissingAsync(store, server, name, wanted, why, cancellationToken) is { } problem)
                {
                    missing.Add(problem);
                }
            }
        }

        var primaries = servers.Where(server => !server.IsSlave).ToList();
        if (primaries.Count > 1 && primaries.TrueForAll(server => server.ServerType == ServerType.Standalone))
        {
            missing.Add($"Redis {string.Join(" and ", primaries.Select(Name))} are no replicas of each other: engines may write to different ones. Make all but one its replicas (REPLICAOF).");
        }

        if (store.Replicas > 0 && servers.Exists(server => server.ServerType == ServerType.Cluster))
        {
            missing.Add("State:RedisReplicas does not work with a cluster: every write is refused. Use Redis's own min-replicas-to-write.");
        }

        return missing;
    }

    private static async Task<string?> FindMissingAsync(RedisStateStore store, IServer server, string name, string wanted, string why, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await store.Link.RunAsync(_ => server.ConfigGetAsync(name), cancellationToken);
            var found = answer.Length > 0 ? answer[0].Value : null;
            return string.Equals(found, wanted, StringComparison.OrdinalIgnoreCase)
                ? null
                : $"Redis {Name(server)} has {name} {found ?? "(unknown)"}; it must be {wanted}: {why}.";
        }
        catch (StateUnavailableException exception) when (exception.InnerException is RedisServerException)
        {
            return $"Redis {Name(server)} does not tell its setting {name}; make sure that it is {wanted}: {why}.";
        }
    }

    /// <summary>The server's address for people.</summary>
    internal static string Name(IServer server) => server.EndPoint.ToString()!.Replace("Unspecified/", string.Empty, StringComparison.Ordinal);
}
