using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>A primary and a replica, both named to the store: the primary dies, the replica is promoted, and nobody is deceived about what was lost.</summary>
[TestFixture]
public sealed class RedisReplicaTests : OwnRedisSuite
{
    [Test]
    public async Task Failover_ToAReplicaThatHasEverything_GoesOnAndKeepsIt()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await replica.FollowAsync(primary);
        await using var store = await OpenAsync(Both(primary, replica));
        await store.CommitAsync(new Commit().Put("a", "1").Append("l", "1"), None);
        await replica.CatchUpAsync(primary);

        primary.Kill();
        var promoting = Task.Run(async () => Assert.That(await replica.AskAsync("REPLICAOF NO ONE"), Does.StartWith("+OK")));
        var outcome = await store.CommitAsync(new Commit().Put("a", "2").Append("l", "2"), None);
        await promoting;

        Assert.That(outcome.IsCommitted, Is.True);
        Assert.That((await store.ReadListAsync("l", 1, 10, None)).Select(entry => entry.Value), Is.EqualTo(["1", "2"]));
        Assert.That((await new EpochMarker(store).ReadAsync(None)).Status, Is.EqualTo(EpochStatus.Present));
    }

    [Test]
    public async Task Read_WhileOnlyAReplicaWithoutDataIsThere_WaitsForAPrimaryInsteadOfFindingNothing()
    {
        await using var primary = await RedisServer.StartAsync(isDurable: true);
        await using var empty = await RedisServer.StartAsync();
        await empty.AskAsync("REPLICAOF 127.0.0.1 1");
        await using var store = await OpenAsync(Both(primary, empty));
        (await store.CommitAsync(new Commit().Put("a", "1").Append("l", "1").IndexAdd("i", "m", 1), None)).OrThrow();

        primary.Kill();
        var one = store.GetAsync("a", None);
        var many = store.GetManyAsync(["a"], None);
        var list = store.ReadListAsync("l", 1, 10, None);
        var index = store.CountAsync("i", None);
        await primary.RestartAsync();

        Assert.That((await one)?.Value, Is.EqualTo("1"));
        Assert.That((await many).Single()?.Value, Is.EqualTo("1"));
        Assert.That(await list, Has.Count.EqualTo(1));
        Assert.That(await index, Is.EqualTo(1));
    }

    [Test]
    public async Task Commit_ThatMustBeOnAReplica_IsThereWhenItIsAcknowledged()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await replica.FollowAsync(primary);
        await using var store = await OpenAsync(Both(primary, replica) with { Replicas = 1 });
        for (var number = 0; number < 20; number++)
        {
            (await store.CommitAsync(new Commit().Append("l", $"{number}"), None)).OrThrow();
        }

        primary.Kill();
        await replica.AskAsync("REPLICAOF NO ONE");
        await using var later = await OpenAsync(Both(primary, replica));

        Assert.That(await later.ReadListAsync("l", 1, 100, None), Has.Count.EqualTo(20));
        Assert.That((await later.CommitAsync(new Commit().Append("l", "20"), None)).Sequences, Is.EqualTo([21L]));
    }

    [Test]
    public async Task Commit_ThatMustBeOnAReplica_IsOfUnknownOutcomeWhileThereIsNone_AndIsMadeOnce()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await using (await OpenAsync(primary))
        {
            // Makes the epoch marker, which needs no replica here.
        }

        await using var store = await RedisStateStore.ConnectAsync(
            Patient(primary.ConnectionString) with { Replicas = 1, ReplicaTimeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, None);
        var commit = new Commit().Append("l", "x");

        var refused = Assert.CatchAsync<StateUnavailableException>(async () => await store.CommitAsync(commit, None));
        await replica.FollowAsync(primary);
        CommitOutcome? outcome = null;
        await EventuallyAsync(async () => outcome = await store.CommitAsync(commit, None));

        Assert.That((refused!.OutcomeUnknown, refused.Message), Is.EqualTo((true, refused.Message)));
        Assert.That(refused.Message, Does.Contain("0 replicas; State:RedisReplicas asks for 1"));
        Assert.That(outcome!.Sequences, Is.EqualTo([1L]));
        Assert.That(await store.ReadListAsync("l", 1, 10, None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Commit_ThatMustBeOnAReplica_WhoseAnswerWasLost_IsOfUnknownOutcomeWhileTheReplicaDoesNotHaveIt()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await replica.FollowAsync(primary);
        await using var proxy = new CuttingProxy(primary.Port);
        await using (await OpenAsync(primary))
        {
            // Makes the epoch marker, which needs no replica here.
        }

        await using var store = await RedisStateStore.ConnectAsync(
            Patient(proxy.ConnectionString) with { Replicas = 1, ReplicaTimeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, None);
        await replica.CatchUpAsync(primary);
        var commit = new Commit().Append("l", "x");

        replica.Pause();
        proxy.CutNextAnswer();
        var refused = Assert.CatchAsync<StateUnavailableException>(async () => await store.CommitAsync(commit, None));
        replica.Resume();
        CommitOutcome? outcome = null;
        await EventuallyAsync(async () => outcome = await store.CommitAsync(commit, None));

        Assert.That((proxy.Cuts, refused!.OutcomeUnknown), Is.EqualTo((1, true)));
        Assert.That(outcome!.Sequences, Is.EqualTo([1L]));
    }

    // The second time others have gone on so far that the number of the last commit alone would not show that it was lost.
    [TestCase(0)]
    [TestCase(5)]
    public async Task Failover_ThatLostAnAcknowledgedCommit_IsNoticed_AndNobodyWritesUntilRebuilt(int commitsOfOthers)
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await replica.FollowAsync(primary);
        await using var store = await OpenAsync(Both(primary, replica));
        await store.CommitAsync(new Commit().Put("a", "1"), None);
        await replica.CatchUpAsync(primary);
        await replica.AskAsync("REPLICAOF NO ONE");
        (await store.CommitAsync(new Commit().Put("a", "2"), None)).OrThrow();
        await using var other = await OpenAsync(replica);

        primary.Kill();
        for (var number = 0; number < commitsOfOthers; number++)
        {
            (await other.CommitAsync(new Commit().Put("b", $"{number}"), None)).OrThrow();
        }

        var status = (await store.CommitAsync(new Commit().Put("a", "3"), None)).Status;
        var report = await new EpochMarker(store).InitialiseAsync(isFirstStart: true, None);

        Assert.That((status, report.Status), Is.EqualTo((CommitStatus.EpochMissing, EpochStatus.LostWrites)));
        Assert.That((await other.CommitAsync(new Commit().Put("b", "x"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing), "nor do those who lost nothing");
        await new EpochMarker(store).RestoreAsync(None);
        Assert.That((await store.CommitAsync(new Commit().Put("a", "3"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task SettingsCheck_OfTwoPrimaries_SaysSo_AndLooksAtBoth()
    {
        await using var one = await RedisServer.StartAsync(isDurable: true);
        await using var two = await RedisServer.StartAsync();
        await using var store = await OpenAsync(Both(one, two));

        var missing = await RedisSettingsCheck.FindMissingAsync(store, None);

        Assert.That(missing, Has.Some.Contains("no replicas of each other"));
        Assert.That(missing, Has.Some.StartsWith($"Redis {two.ConnectionString} has appendonly no"));
        Assert.That(missing, Has.None.StartsWith($"Redis {one.ConnectionString} has appendonly"));
    }

    private static RedisStateOptions Both(RedisServer primary, RedisServer replica) => Patient($"{primary.ConnectionString},{replica.ConnectionString}");
}
