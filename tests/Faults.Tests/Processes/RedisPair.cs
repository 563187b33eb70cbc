using Testing;

namespace Faults.Tests.Processes;

/// <summary>A Redis that keeps what it acknowledged (<c>appendfsync always</c>) and its replica; both are named to the engines.</summary>
internal sealed class RedisPair : IAsyncDisposable
{
    private RedisPair(RedisServer first, RedisServer second)
    {
        Primary = first;
        Replica = second;
        ConnectionString = $"{first.ConnectionString},{second.ConnectionString}";
    }

    /// <summary>The one that is written to.</summary>
    public RedisServer Primary { get; private set; }

    /// <summary>The one that follows it.</summary>
    public RedisServer Replica { get; private set; }

    /// <summary>What engines connect to.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts both.</summary>
    public static async Task<RedisPair> StartAsync()
    {
        var pair = new RedisPair(await RedisServer.StartAsync(isDurable: true), await RedisServer.StartAsync(isDurable: true));
        await pair.Replica.FollowAsync(pair.Primary);
        return pair;
    }

    /// <summary>Ends the primary as <c>kill -9</c> does and starts it again with its data.</summary>
    public async Task KillAsync(TimeSpan away, CancellationToken cancellationToken)
    {
        Primary.Kill();
        await Task.Delay(away, cancellationToken);
        await Primary.RestartAsync();
        await Replica.FollowAsync(Primary);
    }

    /// <summary>
    /// Ends the primary as <c>kill -9</c> does when the replica has everything that was acknowledged, and promotes the replica; then the old primary comes back
    /// and follows the new one.
    /// </summary>
    public async Task FailOverAsync(TimeSpan away, CancellationToken cancellationToken)
    {
        await Primary.AskAsync("CLIENT PAUSE 60000 WRITE");
        await Replica.CatchUpAsync(Primary);
        Primary.Kill();
        await Task.Delay(away, cancellationToken);
        await Replica.AskAsync("REPLICAOF NO ONE");
        (Primary, Replica) = (Replica, Primary);
        await Replica.RestartAsync();
        await Replica.FollowAsync(Primary);
    }

    /// <summary>Lets the primary's disk be full until it dies of it, as it must when it cannot keep what it acknowledges; then there is room again and it starts.</summary>
    public async Task FillDiskAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await Primary.FillDiskAsync(patience, cancellationToken);
        await Primary.RestartAsync();
        await Replica.FollowAsync(Primary);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }
}
