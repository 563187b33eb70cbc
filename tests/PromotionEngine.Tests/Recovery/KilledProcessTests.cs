using BoomiEmulator;
using BoomiEmulator.Faults;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Real processes and a real Redis: an engine is killed in the middle of a run, a second one takes over.</summary>
[NonParallelizable]
public sealed class KilledProcessTests
{
    private const string Creates = "/Component$";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [TestCase("/Branch$", 1, FaultEffect.CutAfter, TestName = "Kill_WhenTheBranchWasCreated_TheRunGoesOnElsewhere")]
    [TestCase(Creates, 2, FaultEffect.CutAfter, TestName = "Kill_AfterACreateTookEffect_TheRunGoesOnElsewhereWithoutADuplicate")]
    [TestCase(Creates, 2, FaultEffect.CutBefore, TestName = "Kill_BeforeACreateTookEffect_TheRunGoesOnElsewhere")]
    public async Task Kill(string path, int nth, FaultEffect effect)
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Name = "kill", Method = "POST", PathRegex = path, Nth = nth, Effect = effect, DelayMs = 50 });
        await using var first = await EngineProcess.StartAsync(world, boomi, redis.ConnectionString);
        await using var second = await EngineProcess.StartAsync(world, boomi, redis.ConnectionString);
        var lost = first.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);

        await UntilAsync(() => boomi.Faults.List()[0].Hits == 1);
        first.Kill();
        await lost.WaitAsync(Patience);
        boomi.Faults.Clear();
        var answer = await second.ExecuteAsync("key").WaitAsync(Patience);
        var again = await second.ExecuteAsync("key").WaitAsync(Patience);

        AssertOnce(world, boomi, answer);
        Assert.That(again, Is.EqualTo(answer));
    }

    [Test]
    public async Task Pause_LongerThanTheLease_TheRunGoesOnElsewhereAndTheSleeperWritesNoMore()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = Creates, Effect = FaultEffect.Delay, DelayMs = 300 });
        await using var sleeper = await EngineProcess.StartAsync(world, boomi, redis.ConnectionString);
        await using var second = await EngineProcess.StartAsync(world, boomi, redis.ConnectionString);
        var waiting = sleeper.ExecuteAsync("key");

        await UntilAsync(() => boomi.Faults.List()[0].Hits >= 2);
        sleeper.Pause();
        var answer = await second.ExecuteAsync("key").WaitAsync(Patience);
        sleeper.Resume();
        var answerOfTheSleeper = await waiting.WaitAsync(Patience);

        Assert.That(answerOfTheSleeper, Is.EqualTo(answer), "a waiting caller gets its answer all the same");
        await Task.Delay(500);
        AssertOnce(world, boomi, answer);
    }

    [Test]
    public async Task Stop_InTheMiddleOfARun_HandsItOverAtOnce()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = Creates, Nth = 2, Effect = FaultEffect.Delay, DelayMs = 45_000 });
        (string, string) longLease = ("Runs:Lease", "00:10:00");
        await using var first = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, longLease, ("Boomi:Platform:CallTimeout", "00:02:00"));
        await using var second = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, longLease);
        var waiting = first.ExecuteAsync("key");
        await UntilAsync(() => boomi.Faults.List()[0].Hits == 1);

        var stopped = first.StopAsync();
        var answer = await second.ExecuteAsync("key").WaitAsync(Patience);
        var answerOfTheStopped = await waiting.WaitAsync(Patience);
        await stopped.WaitAsync(Patience);

        AssertOnce(world, boomi, answer);
        Assert.That(answerOfTheStopped, Is.EqualTo(answer), "who waits at the engine that stops is answered by it");
    }

    [Test]
    public async Task KillRedis_InTheMiddleOfARun_TheRunEndsWhenItIsBack()
    {
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Method = "POST", PathRegex = Creates, Effect = FaultEffect.Delay, DelayMs = 200 });
        await using var engine = await EngineProcess.StartAsync(world, boomi, redis.ConnectionString);
        var lost = engine.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);

        await UntilAsync(() => boomi.Faults.List()[0].Hits >= 2);
        redis.Kill();
        await Task.Delay(500);
        await redis.RestartAsync();
        await lost.WaitAsync(Patience);
        var answer = await engine.ExecuteAsync("key").WaitAsync(Patience);

        AssertOnce(world, boomi, answer);
        Assert.That(engine.IsAlive, Is.True);
    }

    private static void AssertOnce(RecoveryWorld world, EmulatorHost boomi, ExecutePromotionResponse answer)
    {
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        var written = boomi.World.Components(world.Primary).Where(view => view.Revision.BranchId == answer.BranchId).Select(view => view.Revision);
        string[] names = ["Crash cycle A", "Crash cycle B", "Crash root", "Crash updated"];
        Assert.That(written.DistinctBy(revision => revision.ComponentId).Select(revision => revision.Name), Is.EquivalentTo(names));
        Assert.That(boomi.World.Branches(world.Primary, deletedToo: true), Has.Count.EqualTo(2));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var attempt = 0; !holds(); attempt++)
        {
            Assert.That(attempt, Is.LessThan(6_000));
            await Task.Delay(10);
        }
    }
}
