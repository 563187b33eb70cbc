using System.Globalization;
using System.Text.RegularExpressions;
using Testing;

namespace Faults.Tests.Processes;

/// <summary>A Redis that keeps what it acknowledged (<c>appendfsync always</c>) and its replica; both are named to the engines.</summary>
internal sealed partial class RedisPair : IAsyncDisposable
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
        await Replica.RestartAsReplicaAsync(Primary);
    }

    /// <summary>
    /// Lets the primary's disk be full until it dies of it, as it must when it cannot keep what it acknowledges; then there is room again and it starts.
    /// False when nothing was written meanwhile.
    /// </summary>
    public async Task<bool> FillDiskAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var hasDied = await Primary.FillDiskAsync(patience, cancellationToken);
        await Primary.RestartAsync();
        await Replica.FollowAsync(Primary);
        return hasDied;
    }

    /// <summary>Lets the primary take no more data for <paramref name="time"/>. Answers how many commands it refused.</summary>
    public async Task<int> FillMemoryAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await Primary.AskAsync("CONFIG RESETSTAT");
        await Primary.UntilAsync("CONFIG SET maxmemory 1", "+OK");
        await Task.Delay(time, cancellationToken);
        await Primary.UntilAsync("CONFIG SET maxmemory 0", "+OK");
        return Count().Match(await Primary.AskAsync("INFO errorstats")) is { Success: true } refused ? int.Parse(refused.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Cuts every client's connection to the primary, several times. Answers how many were cut.</summary>
    public async Task<int> CutAsync(int times, TimeSpan between, CancellationToken cancellationToken)
    {
        var cut = 0;
        for (var time = 0; time < times; time++)
        {
            var answer = await Primary.AskAsync("CLIENT KILL TYPE normal SKIPME yes");
            cut += int.TryParse(answer.Trim().TrimStart(':'), NumberStyles.None, CultureInfo.InvariantCulture, out var some) ? some : 0;
            await Task.Delay(between, cancellationToken);
        }

        return cut;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }

    [GeneratedRegex("errorstat_OOM:count=(?<count>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();
}
