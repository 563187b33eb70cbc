using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.Recovery;

/// <summary>The primary Redis dies in the middle of a run, and its replica is promoted.</summary>
public sealed class RedisFailoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Run_WhenThePrimaryDiesInTheMiddle_GoesOnWithThePromotedReplica()
    {
        await using var primary = await RedisServer.StartAsync(isDurable: true);
        await using var replica = await RedisServer.StartAsync(isDurable: true);
        await replica.FollowAsync(primary);
        var world = await RecoveryWorld.GetAsync();
        await using var boomi = await world.StartCopyAsync();
        await using var store = await RedisStateStore.ConnectAsync(
            new RedisStateOptions { Connection = $"{primary.ConnectionString},{replica.ConnectionString}", RetryFor = Patience, OperationTimeout = Patience }, TimeProvider.System, CancellationToken.None);
        var isOver = false;
        using var watch = new CrashSwitch(int.MaxValue) { Passing = FailOverBeforeTheFirstCreate };
        await using var engine = await LabEngine.BuildAsync(world, boomi, store, watch);

        var answer = await engine.ExecuteAsync("key").WaitAsync(Patience);

        Assert.That(isOver, Is.True);
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
        Assert.That(await EndState.ProblemAsync(world, boomi, engine, answer, mayFail: false), Is.Empty);
        Assert.That(await engine.ExecuteAsync("key"), Is.EqualTo(answer));

        // Nothing is on its way to the store just then, so what was acknowledged is what the replica has caught up with.
        void FailOverBeforeTheFirstCreate(string where)
        {
            if (!isOver && where.StartsWith("before POST", StringComparison.Ordinal) && where.EndsWith("/Component", StringComparison.Ordinal))
            {
                isOver = true;
                replica.CatchUpAsync(primary).GetAwaiter().GetResult();
                primary.Kill();
                replica.AskAsync("REPLICAOF NO ONE").GetAwaiter().GetResult();
            }
        }
    }
}
