using PromotionEngine.State;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>What becomes of the state when Redis is killed, emptied, full, paused, falls behind, or is somebody else's. Each test has a server of its own.</summary>
[TestFixture]
public sealed class RedisFailureTests : OwnRedisSuite
{
    [Test]
    public async Task Kill_OfADurableServer_LosesNothingThatWasAcknowledged()
    {
        await using var server = await RedisServer.StartAsync(isDurable: true);
        await using var store = await OpenAsync(server);
        var acknowledged = 0;
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if ((await store.CommitAsync(new Commit().Append("l", $"{acknowledged}").Put("last", $"{acknowledged}"), None)).IsCommitted)
                {
                    Interlocked.Increment(ref acknowledged);
                }
            }
        });

        // Commits that were under way are sent again by the store: their writer notices nothing but the time.
        await UntilAsync(30);
        server.Kill();
        await server.RestartAsync();
        await UntilAsync(60);
        await stop.CancelAsync();
        await writing;

        var kept = await store.ReadListAsync("l", 1, int.MaxValue, None);
        Assert.That(acknowledged, Is.GreaterThanOrEqualTo(60));
        Assert.That(kept.Select(entry => entry.Value), Is.EqualTo(Enumerable.Range(0, acknowledged).Select(number => $"{number}")), "each once, none lost");
        Assert.That((await new EpochMarker(store).ReadAsync(None)).Status, Is.EqualTo(EpochStatus.Present));

        async Task UntilAsync(int count)
        {
            while (Volatile.Read(ref acknowledged) < count && !writing.IsCompleted)
            {
                await Task.Delay(10);
            }
        }
    }

    [Test]
    public async Task Commit_WhoseAnswerWasLost_IsMadeOnce()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var store = await OpenAsync(server, connection: proxy.ConnectionString);
        await store.CommitAsync(new Commit().Append("l", "warm"), None);

        for (var number = 0; number < 5; number++)
        {
            proxy.CutNextAnswer();
            var outcome = await store.CommitAsync(new Commit().Append("l", $"{number}"), None);
            Assert.That(outcome.Sequences, Is.EqualTo([number + 2L]));
        }

        Assert.That(proxy.Cuts, Is.EqualTo(5));
        Assert.That((await store.ReadListAsync("l", 1, 100, None)).Select(entry => entry.Value), Is.EqualTo(["warm", "0", "1", "2", "3", "4"]));
    }

    [Test]
    public async Task EveryMember_WhileRedisIsAway_ThrowsThatItIs_AndWorksWhenItIsBack()
    {
        await using var server = await RedisServer.StartAsync(isDurable: true);
        await using var store = await OpenAsync(server, retryFor: TimeSpan.FromMilliseconds(200));
        server.Kill();
        var commit = new Commit().Append("l", "x");

        Assert.That(async () => await store.CommitAsync(commit, None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That(async () => await store.GetAsync("a", None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That(async () => await store.GetManyAsync(["a"], None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That(async () => await store.RangeAsync("a", IndexRange.All, None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That(async () => await store.NowAsync(None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That(async () => await store.PingAsync(None), Throws.InstanceOf<StateUnavailableException>());

        await server.RestartAsync();
        await EventuallyAsync(() => store.PingAsync(None));
        Assert.That((await store.CommitAsync(commit, None)).Sequences, Is.EqualTo([1L]));
    }

    [Test]
    public async Task Flush_OfTheServer_RefusesWritesUntilRestored()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        var before = await store.CommitAsync(new Commit().Put("a", "1"), None);

        await SendAsync(server, "FLUSHALL");

        Assert.That((await store.CommitAsync(new Commit().Put("a", "2"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing));
        Assert.That((await new EpochMarker(store).InitialiseAsync(isFirstStart: false, None)).Status, Is.EqualTo(EpochStatus.Missing));
        await new EpochMarker(store).RestoreAsync(None);
        var after = await store.CommitAsync(new Commit().Put("a", "3"), None);
        Assert.That(after.Version, Is.GreaterThan(before.Version), "a version is never given out again");
    }

    [Test]
    public async Task Commit_OnAServerThatFellBehind_IsRefused_AndTheLossIsTold()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        await using var other = await OpenAsync(server);
        var outcome = await store.CommitAsync(new Commit().Put("a", "1"), None);
        await store.CommitAsync(new Commit().Put("a", "2"), None);

        // What a failover to a replica that had not heard of the last commit looks like.
        await SendAsync(server, $"SET t:1:{{t}}:n {outcome.Version}");

        Assert.That((await store.CommitAsync(new Commit().Put("a", "3"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing));
        Assert.That((await other.CommitAsync(new Commit().Put("a", "3"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing), "nobody writes any more");
        var report = await new EpochMarker(store).InitialiseAsync(isFirstStart: true, None);
        Assert.That(report.Status, Is.EqualTo(EpochStatus.LostWrites));
        Assert.That(report.Detail, Does.Contain("was acknowledged"));
    }

    // The store keeps the IDs of the last thousand commits; of an older one it knows nothing, which is no loss.
    [Test]
    public async Task Commit_LongAfterTheLastOfThisEngine_IsNotTakenForALoss()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        await using var other = await OpenAsync(server);
        await store.CommitAsync(new Commit().Put("a", "1"), None);
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(number => other.CommitAsync(new Commit().Put("b", $"{number}"), None)));

        Assert.That((await store.CommitAsync(new Commit().Put("a", "2"), None)).IsCommitted, Is.True);
        Assert.That((await other.CommitAsync(new Commit().Put("b", "x"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Commit_OnAFullServer_IsAllOrNothing()
    {
        await using var server = await RedisServer.StartAsync(settings: ["--maxmemory", "8mb", "--maxmemory-policy", "noeviction"]);
        await using var store = await OpenAsync(server);
        var filler = new string('x', 200_000);
        var made = 0;
        var failed = Assert.CatchAsync<StateUnavailableException>(async () =>
        {
            while (made < 200)
            {
                await store.CommitAsync(new Commit().Put($"a{made}", filler).Put($"b{made}", filler).Append("l", $"{made}"), None);
                made++;
            }
        });

        Assert.That(failed!.Message, Does.Contain("OOM"));
        Assert.That(failed.OutcomeUnknown, Is.False);
        Assert.That(await store.GetAsync($"a{made}", None), Is.Null);
        Assert.That(await store.GetAsync($"b{made - 1}", None), Is.Not.Null);
        Assert.That(await store.ReadListAsync("l", 1, 1000, None), Has.Count.EqualTo(made));
    }

    [Test]
    public async Task Commit_OnAReadOnlyServer_Throws_AndReadsGoOn()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        await store.CommitAsync(new Commit().Put("a", "1"), None);
        await SendAsync(server, $"REPLICAOF 127.0.0.1 {LoopbackPort.Free()}");

        Assert.That(async () => await store.CommitAsync(new Commit().Put("a", "2"), None), Throws.InstanceOf<StateUnavailableException>());
        Assert.That((await store.GetAsync("a", None))?.Value, Is.EqualTo("1"));
    }

    [Test]
    public async Task Exchange_WithAPausedServer_EndsAfterItsTime()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server, timeout: TimeSpan.FromMilliseconds(1_500));
        var commit = new Commit().Append("l", "x");
        server.Pause();
        try
        {
            var failed = Assert.CatchAsync<StateUnavailableException>(async () => await store.CommitAsync(commit, None));
            Assert.That(failed!.OutcomeUnknown, Is.True);
        }
        finally
        {
            server.Resume();
        }

        await EventuallyAsync(async () => Assert.That((await store.CommitAsync(commit, None)).Sequences, Is.EqualTo([1L]), "made once, whichever time it was"));
        Assert.That(await store.ReadListAsync("l", 1, 10, None), Has.Count.EqualTo(1));
    }
}
