using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Worlds;

namespace Benchmarks.Subjects;

/// <summary>
/// Promotions at Boomi's pace: calls and time of resolving and executing, everything new and then once more with nothing changed.
/// </summary>
internal sealed class PaceBenchmark(IReadOnlyList<int> sizes) : IBenchmark
{
    private const double Rate = 9.5;

    /// <inheritdoc/>
    public string Name => "pace";

    /// <inheritdoc/>
    public async Task RunAsync(FigureTable table, CancellationToken cancellationToken)
    {
        foreach (var size in sizes)
        {
            var quick = new EmulatorOrder(1, size);
            var order = quick.AtBoomisPace();
            await using var emulator = await EmulatorProcess.StartAsync(quick, cancellationToken);
            await WarmUpAsync(emulator, cancellationToken);
            await emulator.ResetAsync(order, cancellationToken);
            await using var engine = await BenchedEngine.StartAsync(emulator.World, Rate, redis: string.Empty, cancellationToken);
            var package = emulator.World.Packages[0];
            await MeasureAsync(table, emulator, engine, $"{size} new", package.Components + package.CycleFixes, ChainTime(order, package), cancellationToken);
            await MeasureAsync(table, emulator, engine, $"{size} unchanged", writes: 0, order.BranchReadyMilliseconds / 1000d, cancellationToken);
        }
    }

    // What a process compiles at the first call is no part of the pace: another engine promotes once without a limit, and everything is as it was before.
    private static async Task WarmUpAsync(EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        await using var engine = await BenchedEngine.StartAsync(emulator.World, requestsPerSecond: 0, redis: string.Empty, cancellationToken);
        await engine.PromoteAsync(emulator.World.Packages[0], cancellationToken);
    }

    private async Task MeasureAsync(
        FigureTable table, EmulatorProcess emulator, BenchedEngine engine, string what, int writes, double chainSeconds, CancellationToken cancellationToken)
    {
        await emulator.ForgetCallsAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await engine.PromoteAsync(emulator.World.Packages[0], cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var calls = await emulator.CallsAsync(cancellationToken);
        var total = calls.Values.Sum();
        var written = calls.GetValueOrDefault("Component.create") + calls.GetValueOrDefault("Component.update");
        var reads = (emulator.World.Packages[0].Components + 4) / 5;
        table.Add(new Figure(Name, $"{what}: calls", total, 14 + (2 * calls.GetValueOrDefault("Folder.create")) + (2 * reads) + writes, "calls"));
        table.Add(new Figure(Name, $"{what}: components written", written, writes, "calls"));
        table.Add(new Figure(Name, $"{what}: time", seconds, (1.25 * Math.Max(total / Rate, chainSeconds)) + 2, "s"));
        if (Environment.GetEnvironmentVariable("BENCHMARK_CALLS") == "1")
        {
            await Console.Error.WriteLineAsync($"  {what}: {string.Join(", ", calls.Select(call => $"{call.Key} {call.Value}"))}");
        }
    }

    private static double ChainTime(EmulatorOrder order, EmulatedPackage package) =>
        ((package.LongestChain * order.LatencyMilliseconds) + order.BranchReadyMilliseconds) / 1000d;
}
