using System.Diagnostics;
using System.Globalization;
using BoomiEmulator.Faults;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>
/// How soon another engine takes over the run of one that was killed: with short leases, as in the continuous build, only that it does;
/// with <c>PROMOTION_TAKEOVER_LEASE=00:00:30</c>, the default, also that it does so within what is promised.
/// </summary>
[NonParallelizable]
public sealed class TakeoverTests
{
    private const string Variable = "PROMOTION_TAKEOVER_LEASE";
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public async Task Takeover_OfTheRunOfAKilledEngine_ComesWhenItsLeaseHasEnded()
    {
        var isMeasured = TimeSpan.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var lease);
        (string, string)[] settings = isMeasured
            ? [("Runs:Lease", lease.ToString("c", CultureInfo.InvariantCulture)), ("Runs:RecoveryInterval", "00:00:05"), ("Boomi:Platform:CallTimeout", "00:00:20")]
            : [];
        await using var redis = await RedisServer.StartAsync(isDurable: true);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        boomi.Faults.Add(new FaultRule { Name = "slow", Method = "POST", PathRegex = "/Component$", Nth = 2, Effect = FaultEffect.Delay, DelayMs = 60_000 });
        await using var killed = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, settings);
        await using var other = await EngineProcess.StartAsync(world, boomi.Address, redis.ConnectionString, settings);
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Connection = redis.ConnectionString }, TimeProvider.System, CancellationToken.None);
        var lost = killed.ExecuteAsync("key").ContinueWith(task => task.Exception, TaskScheduler.Default);
        while (boomi.Faults.List()[0].Hits == 0)
        {
            await Task.Delay(10);
        }

        var id = boomi.World.Branches(world.Primary).Single(branch => !branch.IsMain).Name["promo-".Length..];
        killed.Kill();
        var since = Stopwatch.StartNew();
        boomi.Faults.Clear();
        var leases = new RunLeases(store, new PromotionRecords(store));
        var ended = await leases.EndsAtAsync(new PromotionId(id), CancellationToken.None);
        while (await leases.EndsAtAsync(new PromotionId(id), CancellationToken.None) == ended)
        {
            Assert.That(since.Elapsed, Is.LessThan(Patience));
            await Task.Delay(10);
        }

        var taken = since.Elapsed;
        await lost.WaitAsync(Patience);
        var answer = await other.ExecuteAsync("key").WaitAsync(Patience);
        await TestContext.Progress.WriteLineAsync(FormattableString.Invariant($"taken over {taken.TotalSeconds:F1} s after the kill, ended {since.Elapsed.TotalSeconds:F1} s after it"));
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        if (isMeasured)
        {
            Assert.That(taken, Is.LessThan(Promised));
        }
    }
}
