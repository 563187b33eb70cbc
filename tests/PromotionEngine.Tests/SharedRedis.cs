using PromotionEngine.State.Redis;
using Testing;
using Testing.Secrets;

namespace PromotionEngine.Tests;

/// <summary>
/// One redis-server for all tests that need no other, started by the first of them; every store on it has a key prefix of its own.
/// It stands above the folders of its tests, so that it goes when the last of them has ended.
/// </summary>
[SetUpFixture]
public sealed class SharedRedis
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static RedisServer? _server;
    private static RedisCluster? _cluster;
    private static int _prefixes;

    // By hand the suites run on a cluster as well.
    private static async Task<string> ConnectionAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return Environment.GetEnvironmentVariable("PROMOTION_STORE_ON_CLUSTER") == "1"
                ? (_cluster ??= await RedisCluster.StartAsync()).ConnectionString
                : (_server ??= await RedisServer.StartAsync()).ConnectionString;
        }
        finally
        {
            Gate.Release();
        }
    }

    internal static async Task<RedisStateOptions> OptionsAsync() => new()
    {
        Connection = await ConnectionAsync(),
        // Nothing here is about time limits, and a machine may be busy.
        OperationTimeout = TimeSpan.FromMinutes(1),
        KeyPrefix = $"t{Interlocked.Increment(ref _prefixes)}",
    };

    [OneTimeTearDown]
    public async Task StopServer()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        NoSecretsAttribute.Require(SecretWatch.OfThisRun);
    }
}
