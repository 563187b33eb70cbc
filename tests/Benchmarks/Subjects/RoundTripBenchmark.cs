using Benchmarks.Measuring;
using Benchmarks.Worlds;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>What a promotion of two hundred components asks of Redis, the request budget included, as Redis itself sees it.</summary>
internal sealed class RoundTripBenchmark : IBenchmark
{
    private const int Components = 200;
    private const double Bound = 1_000;

    /// <inheritdoc/>
    public string Name => "redis";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        if (ExternalTool.Find("redis-server") is null)
        {
            await Console.Error.WriteLineAsync("redis: not measured, redis-server is not on this machine (apt-get install redis-server).");
            return;
        }

        await using var redis = await RedisServer.StartOnDiskAsync();
        await using var emulator = await EmulatorProcess.StartAsync(new EmulatorOrder(1, Components), cancellationToken);
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 10, redis.ConnectionString, cancellationToken);
        await using var monitor = await RedisMonitor.StartAsync(redis.ConnectionString, cancellationToken);
        await engine.PromoteAsync(emulator.World.Packages[0], cancellationToken);
        table.Add(new Figure(Name, $"{Components} new: commands sent to Redis, resolving included", await monitor.StopAsync(), Bound, "commands"));
        foreach (var (command, count) in monitor.ByCommand)
        {
            table.Add(new Figure(Name, $"of them {command}", count, Bound: null, "commands"));
        }
    }
}
