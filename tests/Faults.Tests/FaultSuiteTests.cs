using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Processes;
using Faults.Tests.Rounds;

namespace Faults.Tests;

/// <summary>
/// The whole service under real faults, in seeded rounds: as many as <c>FAULT_ROUNDS</c> says, else <see cref="UsualRounds"/>; <c>FAULT_SEED</c> says which.
/// They are dealt to <see cref="Services"/> services that know nothing of each other, because most of a round's time is waiting.
/// A failure names the seed and the round; what is decided by the seed happens again, how the processes run against each other does not.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class FaultSuiteTests
{
    private const int Services = 2;

    // One for each service: beside other tests it shows that everything fits together.
    private const int UsualRounds = 2;

    // Every kind came several times by then, so that each has hit something.
    private const int EnoughRounds = 50;

    // Who waited longer than this, for an answer or for rest, makes the round worth a look.
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    private readonly List<DoneFault> _faults = [];
    private readonly Lock _counting = new();
    private int _calls;
    private int _promotions;
    private volatile bool _isOver;

    [Test]
    public async Task Rounds_OfActsAndFaults_BreakNoInvariant()
    {
        var rounds = Setting("FAULT_ROUNDS", UsualRounds);
        var seed = (ulong)Setting("FAULT_SEED", 1);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(1, Math.Min(Services, rounds)).Select(first => PlayAsync(seed, first, rounds)));

        var kinds = string.Join(", ", _faults.GroupBy(fault => fault.Kind).OrderBy(same => same.Key).Select(same => FormattableString.Invariant($"{same.Key} {same.Count()} ({same.Sum(fault => fault.Hits)})")));
        await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
            $"seed {seed}: {rounds} rounds in {watch.Elapsed.TotalSeconds:F0} s, {_faults.Count} faults ({kinds}; in brackets what they hit), {_calls} acts, {_promotions} promotions, 0 invariants broken"));
        Assert.That(_faults, Has.Count.GreaterThanOrEqualTo(rounds * 2), "every round breaks something");
        if (rounds >= EnoughRounds)
        {
            Assert.That(_faults.Where(fault => fault.Hits > 0).Select(fault => fault.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<FaultKind>()), "every kind hit something");
        }
    }

    // The rounds of one service: every second one.
    private async Task PlayAsync(ulong seed, int first, int rounds)
    {
        try
        {
            await using var landscape = await Landscape.StartAsync(CancellationToken.None);
            var settlement = new Settlement(landscape);
            var roots = new Dictionary<string, List<StoryRoot>>(StringComparer.Ordinal);
            for (var number = first; number <= rounds && !_isOver; number += Services)
            {
                await PlayAsync(new Round(landscape, settlement, roots, seed, number), landscape);
            }
        }
        catch
        {
            // The other service need not play on.
            _isOver = true;
            throw;
        }
    }

    private async Task PlayAsync(Round round, Landscape landscape)
    {
        var watch = Stopwatch.StartNew();
        var broken = await BrokenAsync(round);
        landscape.Logs.IsKept |= broken.Count > 0 || round.Longest > LongWait;
        Assert.That(broken, Is.Empty, () => $"{string.Join(Environment.NewLine, broken)}{Environment.NewLine}{round.Report()}");
        lock (_counting)
        {
            _faults.AddRange(round.Faults);
            (_calls, _promotions) = (_calls + round.Calls, _promotions + round.Promotions);
        }

        await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
            $"round {round.Number}: {string.Join(", ", round.Faults)}; {round.Calls} calls, {round.Promotions} promotions, {watch.Elapsed.TotalSeconds:F1} s ({round.Playing.TotalSeconds:F1} s of acts, {round.FaultTime.TotalSeconds:F1} s of faults, {round.Settling.TotalSeconds:F1} s until no run went on, {round.Ending.TotalSeconds:F1} s to end it); slowest: {round.Slowest}"));
        if (round.Longest > LongWait)
        {
            await TestContext.Progress.WriteLineAsync($"somebody waited long:{Environment.NewLine}{round.Report()}");
        }
    }

    private static async Task<IReadOnlyList<string>> BrokenAsync(Round round)
    {
        try
        {
            return await round.RunAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            return [$"the round could not be played to its end: {exception}"];
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : otherwise;
}
