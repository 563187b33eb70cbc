using BoomiEmulator;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>An engine is killed at every moment of a run; another one takes over.</summary>
public sealed class CrashTests
{
    private const string Key = "the-same-call";

    [Test]
    public async Task Kill_AtEveryMoment_TheRunEndsOnceAndTheRepeatIsAnswered()
    {
        var world = await RecoveryWorld.GetAsync();
        var moments = await CountMomentsAsync(world);
        Assert.That(moments, Is.GreaterThan(40));
        var gate = new SemaphoreSlim(4);
        var failures = await Task.WhenAll(Enumerable.Range(1, moments).Select(async moment =>
        {
            await gate.WaitAsync();
            try
            {
                return await Task.Run(() => CrashAtAsync(world, moment)).WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (Exception exception)
            {
                return $"Moment {moment}: {exception.Message}";
            }
            finally
            {
                gate.Release();
            }
        }));

        Assert.That(failures.Where(failure => failure.Length > 0), Is.Empty);
        await TestContext.Out.WriteLineAsync($"{moments} moments");
    }

    private static async Task<int> CountMomentsAsync(RecoveryWorld world)
    {
        await using var boomi = await world.StartCopyAsync();
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System), crash);
        var answer = await engine.ExecuteAsync(Key);
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        return crash.Moments;
    }

    private static async Task<string> CrashAtAsync(RecoveryWorld world, int moment)
    {
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        using var crash = new CrashSwitch(moment);
        await using var first = await LabEngine.BuildAsync(world, boomi, store, crash);
        var begun = Task.Run(() => first.ExecuteAsync(Key));
        await Task.WhenAny(crash.Dead, begun);
        _ = begun.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await using var second = await LabEngine.BuildAsync(world, boomi, store);
        await second.TakeOverAsync();
        var repeated = await second.ExecuteAsync(Key).WaitAsync(TimeSpan.FromSeconds(15));
        var again = await second.ExecuteAsync(Key);
        var problem = !repeated.Success ? $"it ended with {repeated.ErrorCode}: {repeated.ErrorMessage}"
            : !repeated.Equals(again) ? "the repeats were answered differently"
            : await ProblemAsync(world, boomi, second, repeated.PromotionId);
        return problem.Length == 0 ? string.Empty : $"Moment {moment}, {crash.Where}: {problem}";
    }

    private static async Task<string> ProblemAsync(RecoveryWorld world, EmulatorHost boomi, LabEngine engine, string id)
    {
        var promotions = await engine.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None);
        if (promotions.Count != 1 || promotions[0].Promotion.Status != PromotionStatus.Completed)
        {
            return $"{promotions.Count} promotions, the first {promotions[0].Promotion.Status}";
        }

        var branches = boomi.World.Branches(world.Primary).Select(branch => branch.Name).Where(name => name != "main").ToList();
        if (branches.Count != 1 || branches[0] != $"promo-{id}")
        {
            return $"branches {string.Join(", ", branches)}";
        }

        var names = boomi.World.Components(world.Primary)
            .Where(view => view.Revision.BranchId == promotions[0].Promotion.BranchId)
            .GroupBy(view => view.Revision.Name)
            .Select(same => $"{same.Key} x{same.Select(view => view.Revision.ComponentId).Distinct().Count()}")
            .Order(StringComparer.Ordinal)
            .ToList();
        string[] wanted = ["Crash cycle A x1", "Crash cycle B x1", "Crash root x1", "Crash updated x1"];
        if (!names.SequenceEqual(wanted))
        {
            return $"the branch holds {string.Join(", ", names)}";
        }

        var folders = boomi.World.Folders(world.Primary).Where(folder => !folder.Folder.Deleted).GroupBy(folder => folder.FullPath).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        return folders.Count > 0 ? $"folders twice: {string.Join(", ", folders)}" : string.Empty;
    }
}
