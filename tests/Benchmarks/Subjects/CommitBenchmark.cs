using System.Diagnostics;
using Benchmarks.Measuring;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>How long saving a promotion takes on a Redis of this machine: one commit of a record and its indexes, from one caller, one after the other.</summary>
internal sealed class CommitBenchmark : IBenchmark
{
    private const int Commits = 3_000;
    private const double Bound = 1;

    /// <inheritdoc/>
    public string Name => "commit";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        if (ExternalTool.Find("redis-server") is null)
        {
            await Console.Error.WriteLineAsync("commit: not measured, redis-server is not on this machine (apt-get install redis-server).");
            return;
        }

        await MeasureAsync(table, "synced at every write", isDurable: true, cancellationToken);
        await MeasureAsync(table, "keeping nothing on disk", isDurable: false, cancellationToken);
    }

    private async Task MeasureAsync(FigureTable table, string how, bool isDurable, CancellationToken cancellationToken)
    {
        await using var redis = await (isDurable ? RedisServer.StartOnDiskAsync() : RedisServer.StartAsync());
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, cancellationToken);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, cancellationToken);
        var records = new PromotionRecords(store);
        var taken = new List<double>();
        for (var number = 0; number < Commits; number++)
        {
            var promotion = SomePromotions.Ended(number, "prod");
            var start = Stopwatch.GetTimestamp();
            (await records.SaveAsync(promotion, 0, cancellationToken)).OrThrow();
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first third warms up.
        var counted = taken.Skip(Commits / 3).ToList();
        table.Add(new Figure(Name, $"a promotion saved, Redis {how}: p50", Times.Percentile(counted, 0.5), Bound, "ms"));
        table.Add(new Figure(Name, $"a promotion saved, Redis {how}: p99", Times.Percentile(counted, 0.99), Bound: null, "ms"));
    }
}
