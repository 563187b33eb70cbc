using System.Net.Sockets;
using System.Text;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>What tests share that have a redis-server each, to do to it what they like.</summary>
public abstract class OwnRedisSuite
{
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>Options without time limits: a machine may be busy.</summary>
    private protected static RedisStateOptions Patient(string connection) => new()
    {
        Connection = connection,
        KeyPrefix = "t",
        RetryFor = TimeSpan.FromMinutes(1),
        OperationTimeout = TimeSpan.FromMinutes(1),
        ReplicaTimeout = TimeSpan.FromSeconds(30),
    };

    private protected static Task<RedisStateStore> OpenAsync(RedisServer server, string? connection = null, TimeSpan? retryFor = null, TimeSpan? timeout = null)
    {
        var options = Patient(connection ?? server.ConnectionString);
        return OpenAsync(options with { RetryFor = retryFor ?? options.RetryFor, OperationTimeout = timeout ?? options.OperationTimeout });
    }

    private protected static async Task<RedisStateStore> OpenAsync(RedisStateOptions options)
    {
        var store = await RedisStateStore.ConnectAsync(options, TimeProvider.System, None);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, None);
        return store;
    }

    private protected static async Task EventuallyAsync(Func<Task> act)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await act();
                return;
            }
            catch (StateUnavailableException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private protected static async Task SendAsync(RedisServer server, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer);
        Assert.That(Encoding.ASCII.GetString(buffer, 0, read), Does.StartWith("+").Or.StartWith(":"));
    }
}
