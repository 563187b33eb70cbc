using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Processes;
using Faults.Tests.Rounds;

namespace Faults.Tests;

/// <summary>
/// The whole service under real faults, in seeded rounds: as many as <c>FAULT_ROUNDS</c> says, else <see cref="FewestRounds"/> to <see cref="MostRounds"/> and no new one after
/// <see cref="UsualTime"/>, so that a slow machine plays fewer instead of failing. <c>FAULT_SEED</c> says which.
/// A failure names the seed and the round; what is decided by the seed happens again, how the processes run against each other does not.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class FaultSuiteTests
{
    // Every kind of fault came once by then.
    private const int FewestRounds = 9;
    private const int MostRounds = 50;
    private static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(90);

    // Who waited longer than this, for an answer or for rest, makes the round worth a look.
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Rounds_OfActsAndFaults_BreakNoInvariant()
    {
        var wanted = Setting("FAULT_ROUNDS", 0);
        var seed = (ulong)Setting("FAULT_SEED", 1);
        var watch = Stopwatch.StartNew();
        await using var landscape = await Landscape.StartAsync(CancellationToken.None);
        var settlement = new Settlement(landscape);
        var roots = new Dictionary<string, List<StoryRoot>>(StringComparer.Ordinal);
        var faults = new List<FaultKind>();
        var (calls, promotions, refused) = (0, 0, 0);
        var number = 0;
        while (number < (wanted > 0 ? wanted : MostRounds) && (wanted > 0 || number < FewestRounds || watch.Elapsed < UsualTime))
        {
            number++;
            var since = watch.Elapsed;
            var round = new Round(landscape, settlement, roots, seed, number);
            var broken = await PlayAsync(round);
            landscape.Logs.IsKept |= broken.Count > 0;
            Assert.That(broken, Is.Empty, () => $"{string.Join(Environment.NewLine, broken)}{Environment.NewLine}{round.Report()}");
            if (round.Longest > LongWait)
            {
                landscape.Logs.IsKept = true;
                await TestContext.Progress.WriteLineAsync($"somebody waited long:{Environment.NewLine}{round.Report()}");
            }

            faults.AddRange(round.Faults);
            (calls, promotions, refused) = (calls + round.Calls, promotions + round.Promotions, refused + round.DoneThoughRefused.Count);
            await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
                $"round {number}: {string.Join(", ", round.Faults)}; {round.Calls} calls, {round.Promotions} promotions, {(watch.Elapsed - since).TotalSeconds:F1} s ({round.Playing.TotalSeconds:F1} s of acts, {round.FaultTime.TotalSeconds:F1} s of faults, {round.Settling.TotalSeconds:F1} s to come to rest, {round.Ending.TotalSeconds:F1} s to end it); slowest: {round.Slowest}{string.Concat(round.DoneThoughRefused.Select(call => $"; done though refused: {call}"))}"));
        }

        var kinds = string.Join(", ", faults.CountBy(kind => kind).OrderBy(pair => pair.Key).Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
        await TestContext.Progress.WriteLineAsync(FormattableString.Invariant(
            $"seed {seed}: {number} rounds in {watch.Elapsed.TotalSeconds:F0} s, {faults.Count} faults ({kinds}), {calls} acts, {promotions} promotions, {refused} acts done though refused, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of the processors in this process, 0 invariants broken"));
        await TestContext.Progress.WriteLineAsync($"logs: {landscape.Logs.Folder}");
        Assert.That(faults, Has.Count.GreaterThanOrEqualTo(number * 2), "every round breaks something");
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Round round)
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
