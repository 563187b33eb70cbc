using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Subjects;

namespace Benchmarks;

/// <summary>The benchmarks by the names on the command line.</summary>
internal static class BenchmarkSet
{
    private static readonly int[] PaceSizes = [10, 50, 200, 1_000];

    /// <summary>What <paramref name="names"/> ask for; all of them when nothing is asked for. <c>pace:50</c> takes one size only.</summary>
    /// <exception cref="ArgumentException">There is no such benchmark.</exception>
    public static IReadOnlyList<IBenchmark> Choose(IReadOnlyList<string> names) => names.Count == 0
        ? [new DocumentBenchmark(), new FlowBenchmark(), new OverheadBenchmark(), new NoLimitBenchmark(), new RoundTripBenchmark(), new CommitBenchmark(), new SweepBenchmark(), new MemoryBenchmark(), new ScriptBenchmark(), new ExtensionBenchmark(), new PaceBenchmark(PaceSizes)]
        : [.. names.Select(Choose)];

    private static IBenchmark Choose(string name) => name.Split(':') switch
    {
        ["pace"] => new PaceBenchmark(PaceSizes),
        ["pace", var size] => new PaceBenchmark([int.Parse(size, CultureInfo.InvariantCulture)]),
        ["no-limit"] => new NoLimitBenchmark(),
        ["documents"] => new DocumentBenchmark(),
        ["memory"] => new MemoryBenchmark(),
        ["redis"] => new RoundTripBenchmark(),
        ["commit"] => new CommitBenchmark(),
        ["sweep"] => new SweepBenchmark(),
        ["flow"] => new FlowBenchmark(),
        ["scripts"] => new ScriptBenchmark(),
        ["extensions"] => new ExtensionBenchmark(),
        ["overhead"] => new OverheadBenchmark(),
        _ => throw new ArgumentException($"There is no benchmark {name}. There are documents, flow, overhead, no-limit, redis, commit, sweep, memory, scripts, extensions, pace and pace:N.", nameof(name)),
    };
}
