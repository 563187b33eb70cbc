using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Audit;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Telemetry;
using PromotionEngine.Tests.Boomi.Platform;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Recovery;

/// <summary>How long a run without an engine waits at the default settings, on a clock that only goes on when it is told to.</summary>
public sealed class TakeoverTimeTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    // The worst that can be: the lease was renewed just before the engine died, and the other had looked just before that lease ended.
    [Test]
    public async Task Takeover_AtTheDefaultLease_ComesWithin45Seconds_AndWaitsForWhatTheDeadEngineSentLast()
    {
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        var clock = new ManualClock(Start);
        var store = new InMemoryStateStore(clock);
        var defaults = new RunOptions();
        (string, string)[] settings = [("Runs:Lease", defaults.Lease.ToString("c"))];
        using var crash = new CrashSwitch(30);
        await using var dead = await LabEngine.BuildAsync(world, boomi, store, crash, settings: settings);
        await using var other = await LabEngine.BuildAsync(world, boomi, store, clock: clock, settings: settings);
        _ = dead.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);
        await crash.Dead.WaitAsync(Patience);
        clock.Advance(defaults.Lease - TimeSpan.FromMilliseconds(1));
        var recovery = other.Get<RunRecovery>();

        var tooEarly = await recovery.RecoverAsync(dryRun: false, CancellationToken.None);
        clock.Advance(defaults.RecoveryInterval);
        var taken = await recovery.RecoverAsync(dryRun: false, CancellationToken.None);

        Assert.That((tooEarly.Changed, taken.Changed), Is.EqualTo((0, 1)), crash.Where);
        Assert.That(clock.GetUtcNow() - Start, Is.LessThan(Promised));
        var left = Start + defaults.Lease + new PlatformOptions().CallTimeout - clock.GetUtcNow();
        Assert.That(taken.Findings.Single(), Does.EndWith(FormattableString.Invariant($"goes on in {left.TotalSeconds:0.#} seconds.")));
        await other.Get<RunHost>().StoppingAsync(CancellationToken.None);
    }

    [Test]
    public async Task Resume_MakesTheRunReadyAtOnce_AndWritesOnlyAfterTheWait()
    {
        var clock = new ManualClock(Start);
        var store = new InMemoryStateStore(clock);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        var records = new PromotionRecords(store);
        var leases = new RunLeases(store, records);
        var options = new RunOptions();
        var running = StateSuite.SomePromotion("p1");
        (await records.SaveAsync(running, 0, CancellationToken.None)).OrThrow();
        var taken = (await leases.TakeAsync(running.Id, "engine-2", options.Lease, CancellationToken.None))!;
        var lease = new LeaseClock(clock);
        lease.Hold(clock.GetTimestamp(), options.Lease);
        using var platform = new ScriptedPlatform(_ => throw new InvalidOperationException("Nothing is called."));
        var kind = new WatchedKind(clock, platform.Client);
        using var traces = new RunTraces(store);
        using var host = new RunHost([kind], leases, records, traces, options, clock, NullLogger<RunHost>.Instance);
        var wait = TimeSpan.FromSeconds(20);

        var end = host.Resume(taken, lease, wait);
        await kind.Prepared.WaitAsync(Patience);
        clock.Advance(wait - TimeSpan.FromMilliseconds(1));
        var early = kind.RanAt;
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await end.WaitAsync(Patience);

        Assert.That((kind.PreparedAt, early, kind.RanAt), Is.EqualTo((Start, default(DateTimeOffset), Start + wait)));
    }

    private sealed class WatchedKind(TimeProvider clock, PlatformClient client) : IRunKind
    {
        private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Prepared => _prepared.Task;

        public DateTimeOffset PreparedAt { get; private set; }

        public DateTimeOffset RanAt { get; private set; }

        public bool Owns(Promotion promotion) => true;

        public Task<LeasedRun> PrepareAsync(StoredPromotion taken, LeaseClock lease, CancellationToken cancellationToken)
        {
            PreparedAt = clock.GetUtcNow();
            _prepared.SetResult();
            var calls = new CallScope(CallLane.Run);
            return Task.FromResult<LeasedRun>(new IdleRun(taken.Promotion, taken.Version, client.In(calls), calls) { Lease = lease });
        }

        public Task RunAsync(LeasedRun run, CancellationToken cancellationToken)
        {
            RanAt = clock.GetUtcNow();
            return Task.CompletedTask;
        }
    }

    private sealed class IdleRun(Promotion promotion, long version, BoomiPlatform platform, CallScope calls) : LeasedRun(promotion, version, platform, calls)
    {
        public override Actor Actor => new("test");

        public override string Act => "test";
    }
}
