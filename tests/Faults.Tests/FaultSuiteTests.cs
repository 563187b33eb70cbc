using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Processes;
using Faults.Tests.Rounds;

namespace Faults.Tests;

/// <summary>
/// The whole service under real faults, in seeded rounds. <c>FAULT_ROUNDS</c> says how many (else <see cref="UsualRounds"/>), <c>FAULT_SEED</c> where they begin.
/// A failure names the seed and the round; what is decided by the seed happens again, how the processes run against each other does not.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class FaultSuiteTests
{
    private const int UsualRounds = 10;

    [Test]
    public async Task Rounds_OfActsAndFaults_BreakNoInvariant()
    {
        var rounds = Setting("FAULT_ROUNDS", UsualRounds);
        var seed = (ulong)Setting("FAULT_SEED", 1);
        var watch = Stopwatch.StartNew();
        await using var landscape = await Landscape.StartAsync(CancellationToken.None);
        var settlement = new Settlement(landscape);
        var roots = new Dictionary<string, List<StoryRoot>>(StringComparer.Ordinal);
        var faults = new List<FaultKind>();
        var (calls, promotions) = (0, 0);
        for (var number = 1; number <= rounds; number++)
        {
            var since = watch.Elapsed;
            var round = new Round(landscape, settlement, roots, seed, number);
            var broken = await round.RunAsync(CancellationToken.None);
            Assert.That(broken, Is.Empty, () => $"{string.Join(Environment.NewLine, broken)}{Environment.NewLine}{round.Report()}");
            faults.AddRange(round.Faults);
            (calls, promotions) = (calls + round.Calls, promotions + round.Promotions);
            await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
                $"round {number}: {string.Join(", ", round.Faults)}; {round.Calls} calls, {round.Promotions} promotions, {(watch.Elapsed - since).TotalSeconds:F1} s"));
        }

        var kinds = string.Join(", ", faults.CountBy(kind => kind).OrderBy(pair => pair.Key).Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
        await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
            $"seed {seed}: {rounds} rounds in {watch.Elapsed.TotalSeconds:F0} s, {faults.Count} faults ({kinds}), {calls} acts, {promotions} promotions, 0 invariants broken"));
        Assert.That(faults, Has.Count.GreaterThanOrEqualTo(rounds), "every round breaks something");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : otherwise;
}
