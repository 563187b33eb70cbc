using BoomiEmulator;
using BoomiEmulator.Faults;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>An engine is killed at every moment of a run; another one takes over.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private const string Key = "the-same-call";

    [Test]
    public async Task Kill_AtEveryMoment_TheRunEndsOnceAndTheRepeatIsAnswered()
    {
        var failures = await CrashAtEveryMomentAsync([], mayFail: false);

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Kill_AtEveryMomentOfARunThatIsUndone_LeavesNothing()
    {
        var refusal = new FaultRule { Operation = "Component.*", Method = "POST", PathRegex = "/Component$", Every = 2, Effect = FaultEffect.Status, Status = 400, Body = "refused by a test" };

        var failures = await CrashAtEveryMomentAsync([refusal], mayFail: true);

        Assert.That(failures, Is.Empty);
    }

    private static async Task<IReadOnlyList<string>> CrashAtEveryMomentAsync(IReadOnlyList<FaultRule> faults, bool mayFail)
    {
        var world = await RecoveryWorld.GetAsync();
        var moments = await CountMomentsAsync(world, faults, mayFail);
        Assert.That(moments, Is.GreaterThan(30));
        return await EveryMoment.FailuresAsync(moments, moment => CrashAtAsync(world, moment, faults, mayFail));
    }

    private static async Task<int> CountMomentsAsync(RecoveryWorld world, IReadOnlyList<FaultRule> faults, bool mayFail)
    {
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Set(1, faults);
        using var crash = new CrashSwitch(int.MaxValue);
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System), crash);
        var answer = await engine.ExecuteAsync(Key);
        Assert.That(answer.Success, Is.Not.EqualTo(mayFail), answer.ErrorMessage);
        return crash.Moments;
    }

    private static async Task<string> CrashAtAsync(RecoveryWorld world, int moment, IReadOnlyList<FaultRule> faults, bool mayFail)
    {
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Set(1, faults);
        var store = new InMemoryStateStore(TimeProvider.System);
        using var crash = new CrashSwitch(moment);
        await using var first = await LabEngine.BuildAsync(world, boomi, store, crash);
        var begun = Task.Run(() => first.ExecuteAsync(Key));
        await Task.WhenAny(crash.Dead, begun);
        _ = begun.ContinueWith(task => task.Exception, TaskScheduler.Default);
        await using var second = await LabEngine.BuildAsync(world, boomi, store);
        await second.TakeOverAsync();
        var repeated = await second.ExecuteAsync(Key).WaitAsync(Patience);
        var again = await second.ExecuteAsync(Key).WaitAsync(Patience);
        await EndState.MaintainAsync(second);
        var problem = !repeated.Equals(again) ? "the repeats were answered differently"
            : await EndState.ProblemAsync(world, boomi, second, repeated, mayFail);
        return problem.Length == 0 ? string.Empty : $"Moment {moment}, {crash.Where}: {problem}";
    }
}
