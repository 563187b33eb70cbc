using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Worlds;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>A promotion of a thousand components when Boomi answers at once: what the engine itself costs, in memory and with a real Redis.</summary>
internal sealed class NoLimitBenchmark : IBenchmark
{
    private const int Components = 1_000;
    private const double Bound = 5;

    /// <inheritdoc/>
    public string Name => "no-limit";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        await MeasureAsync(table, "in memory", string.Empty, cancellationToken);
        if (ExternalTool.Find("redis-server") is null)
        {
            await Console.Error.WriteLineAsync("no-limit: not measured with Redis, redis-server is not on this machine (apt-get install redis-server).");
            return;
        }

        await using var redis = await RedisServer.StartOnDiskAsync();
        await MeasureAsync(table, "in Redis, synced at every write", redis.ConnectionString, cancellationToken);
    }

    // Two accounts: what the first promotion compiles is not what is measured.
    private async Task MeasureAsync(FigureTable table, string where, string redis, CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorProcess.StartAsync(new EmulatorOrder(2, Components), cancellationToken);
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 0, redis, cancellationToken);
        table.Add(new Figure(Name, $"{Components} new, state {where}, first of the engine", await SecondsAsync(engine, emulator.World.Packages[0], cancellationToken), Bound, "s"));
        table.Add(new Figure(Name, $"{Components} new, state {where}, second", await SecondsAsync(engine, emulator.World.Packages[1], cancellationToken), Bound, "s"));
        table.Add(new Figure(Name, $"{Components} unchanged, state {where}", await SecondsAsync(engine, emulator.World.Packages[1], cancellationToken), Bound, "s"));
    }

    private static async Task<double> SecondsAsync(BenchedEngine engine, EmulatedPackage package, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await engine.PromoteAsync(package, cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
