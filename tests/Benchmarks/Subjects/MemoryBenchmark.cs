using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Worlds;

namespace Benchmarks.Subjects;

/// <summary>Managed memory of the engine's process after full collections while ten runs of a thousand components go on; the emulator has its own process.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int Runs = 10;
    private const int Components = 1_000;
    private const double BoundMegabytes = 300;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        // The calls take their time, so that the runs are all under way at once.
        var order = new EmulatorOrder(Runs, Components) { LatencyMilliseconds = 100 };
        await using var emulator = await EmulatorProcess.StartAsync(order, cancellationToken);
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 0, redis: string.Empty, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var runs = Task.WhenAll(emulator.World.Packages.Select(package => engine.PromoteAsync(package, cancellationToken)));
        var highest = 0d;
        while (await Task.WhenAny(runs, Task.Delay(Interval, cancellationToken)) != runs)
        {
            highest = Math.Max(highest, Megabytes());
        }

        await runs;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var mean = emulator.World.Packages.Average(package => package.MeanCharacters) / 1024;
        table.Add(new Figure(Name, $"{Runs} runs of {Components} at once ({mean:0.0} KB mean), highest after a full collection", highest, BoundMegabytes, "MB"));
        table.Add(new Figure(Name, "after they ended", Megabytes(), BoundMegabytes, "MB"));
        table.Add(new Figure(Name, "all of them took", seconds, Bound: null, "s"));
    }

    private static double Megabytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true) / 1_000_000d;
    }
}
