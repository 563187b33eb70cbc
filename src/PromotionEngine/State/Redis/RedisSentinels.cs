using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>
/// Finds Sentinels among the servers that are named. They answer to so few commands that the client never calls itself connected to one: without this look it would be taken for a Redis that
/// is away.
/// </summary>
internal static class RedisSentinels
{
    /// <summary>The addresses of those servers without a connection that turn out to be Sentinels.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IConnectionMultiplexer connection, RedisStateOptions options, CancellationToken cancellationToken)
    {
        var silent = connection.GetEndPoints(configuredOnly: true).Where(address => !connection.GetServer(address).IsConnected).ToList();
        if (silent.Count == 0)
        {
            return [];
        }

        using var look = await ConnectionMultiplexer.ConnectAsync(RedisConfiguration.ForSentinels(options, silent)).WaitAsync(cancellationToken);
        return [.. look.GetEndPoints().Select(address => look.GetServer(address)).Where(server => server is { IsConnected: true, ServerType: ServerType.Sentinel }).Select(RedisSettingsCheck.Name)];
    }
}
