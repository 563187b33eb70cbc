using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Engines whose clocks are wrong, and engines that stood still.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(61);

    [TestCase(1)]
    [TestCase(-1)]
    public async Task TwoEngines_ClocksAMinuteApart_NeitherTakesTheOthersRun(int direction)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        LabEngine? looking = null;
        var examined = 0;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = LetTheOtherLook };
        await using var running = await LabEngine.BuildAsync(world, boomi, store, watch, new OffsetClock(-direction * Apart / 2), settings: ("Runs:Lease", "00:00:30"));
        await using var other = await LabEngine.BuildAsync(world, boomi, store, crash: null, new OffsetClock(direction * Apart / 2), settings: ("Runs:Lease", "00:00:30"));
        looking = other;

        var answer = await running.ExecuteAsync("key");

        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        Assert.That(examined, Is.Zero, "by the store's clock the lease held all the time");
        var promotion = (await other.Records.ListByTimeAsync(IndexRange.All, CancellationToken.None)).Single().Promotion;
        Assert.That((promotion.Status, promotion.LeaseToken), Is.EqualTo((PromotionStatus.Completed, 1L)));
        Assert.That(await other.ExecuteAsync("key"), Is.EqualTo(answer));

        void LetTheOtherLook(string where)
        {
            if (looking is not null)
            {
                examined += looking.Get<RunRecovery>().RecoverAsync(dryRun: false, CancellationToken.None).GetAwaiter().GetResult().Examined;
            }
        }
    }

    // The engine that dies is ahead of the platform: what it created seems older than its intent.
    [TestCase(61)]
    [TestCase(-61)]
    public async Task Takeover_FromAnEngineWhoseClockIsAMinuteWrong_FindsWhatItCreated(int seconds)
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var store = new InMemoryStateStore(TimeProvider.System);
        var moment = await MomentOfTheSecondCreateAsync(world);
        using var crash = new CrashSwitch(moment);
        await using var first = await LabEngine.BuildAsync(world, boomi, store, crash, new OffsetClock(TimeSpan.FromSeconds(seconds)));
        _ = first.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);
        await crash.Dead.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await LabEngine.BuildAsync(world, boomi, store);

        await second.TakeOverAsync();
        var answer = await second.ExecuteAsync("key");

        await EndState.MaintainAsync(second);
        Assert.That(await EndState.ProblemAsync(world, boomi, second, answer, mayFail: false), Is.Empty);
    }

    [Test]
    public async Task Engine_ThatStoodStillLongerThanItsLease_GoesOnWhenTheStoreStillKnowsTheLeaseAsItsOwn()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var clock = new OffsetClock();
        var creates = 0;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = StandStillOnce };
        await using var engine = await LabEngine.BuildAsync(
            world, boomi, new InMemoryStateStore(TimeProvider.System), watch, clock, settings: [("Runs:Lease", "00:00:03"), ("Boomi:Platform:CallTimeout", "00:01:00")]);

        var answer = await engine.ExecuteAsync("key");

        Assert.That(answer.Success, Is.True, $"{answer.ErrorCode}: {answer.ErrorMessage}");
        Assert.That(await EndState.ProblemAsync(world, boomi, engine, answer, mayFail: false), Is.Empty);

        void StandStillOnce(string where)
        {
            if (where.StartsWith("after POST", StringComparison.Ordinal) && where.EndsWith("/Component", StringComparison.Ordinal) && ++creates == 1)
            {
                clock.Move(TimeSpan.FromSeconds(30));
            }
        }
    }

    private static async Task<int> MomentOfTheSecondCreateAsync(RecoveryWorld world)
    {
        await using var boomi = await world.StartCopyAsync();
        var (moment, creates, found) = (0, 0, 0);
        using var watch = new CrashSwitch(int.MaxValue)
        {
            Passing = where =>
            {
                moment++;
                if (where.StartsWith("after POST", StringComparison.Ordinal) && where.EndsWith("/Component", StringComparison.Ordinal) && ++creates == 2)
                {
                    found = moment;
                }
            },
        };
        await using var engine = await LabEngine.BuildAsync(world, boomi, new InMemoryStateStore(TimeProvider.System), watch);
        await engine.ExecuteAsync("key");
        return found;
    }
}
