using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>What the store makes of the Redis that it finds: foreign keys, other layouts, settings, a cluster; and how often it asks.</summary>
[TestFixture]
public sealed class RedisServerTests : OwnRedisSuite
{
    [Test]
    public async Task Commit_OnAnotherApplicationsKeys_ChangesNothingAndSaysSo()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        await SendAsync(server, "SET t:1:{t}:i:index theirs");

        Assert.That(
            async () => await store.CommitAsync(new Commit().Put("a", "1").IndexAdd("index", "m", 1), None),
            Throws.InstanceOf<StateLayoutException>().With.Message.Contains("index"));
        Assert.That(async () => await store.RangeAsync("index", IndexRange.All, None), Throws.InstanceOf<StateLayoutException>());
        Assert.That(await store.GetAsync("a", None), Is.Null);
    }

    [Test]
    public async Task Initialise_OnDataInAnotherLayout_IsRefused()
    {
        await using var server = await RedisServer.StartAsync();
        await SendAsync(server, "HSET t:7:{t}:r:promotion v 1");
        await SendAsync(server, "SET somebody:else 1");
        await using var store = await OpenAsync(server);

        var report = await new EpochMarker(store).ReadAsync(None);

        Assert.That(report.Status, Is.EqualTo(EpochStatus.OtherLayout));
        Assert.That(report.Detail, Does.Contain("layout 7"));
    }

    [Test]
    public async Task SettingsCheck_TellsWhatIsMissing()
    {
        await using var careless = await RedisServer.StartAsync(settings: ["--maxmemory-policy", "allkeys-lru"]);
        await using var durable = await RedisServer.StartAsync(isDurable: true);
        await using var one = await OpenAsync(careless);
        await using var other = await OpenAsync(durable);

        var missing = await RedisSettingsCheck.FindMissingAsync(one, None);

        Assert.That(missing, Has.Count.EqualTo(3));
        Assert.That(missing[0], Does.Contain("appendonly no; it must be yes"));
        Assert.That(await RedisSettingsCheck.FindMissingAsync(other, None), Is.Empty);
    }

    [Test]
    public async Task ScriptFlush_IsNotNoticed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server);
        await store.CommitAsync(new Commit().Put("a", "1"), None);
        await SendAsync(server, "SCRIPT FLUSH");

        Assert.That((await store.CommitAsync(new Commit().Put("a", "2"), None)).IsCommitted, Is.True);
        Assert.That(await store.GetManyAsync(["a"], None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Commit_IsOneRoundTrip()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var store = await OpenAsync(server, connection: proxy.ConnectionString);
        var log = new AuditLog(store, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance);
        async Task CommitAsync()
        {
            var commit = new Commit().Put("a", "1").IndexAdd("i", "m", 1).Append("l", "x");
            log.Append(commit, new AuditEvent(DateTimeOffset.UnixEpoch, "alice", "act"));
            (await store.CommitAsync(commit, None)).OrThrow();
        }

        await CommitAsync();
        var before = proxy.ScriptCalls;
        for (var number = 0; number < 20; number++)
        {
            await CommitAsync();
        }

        Assert.That(proxy.ScriptCalls - before, Is.EqualTo(20));
    }

    [Test]
    public async Task EverythingOnACluster_StaysInOneSlot()
    {
        await using var server = await RedisServer.StartAsync(settings: ["--cluster-enabled", "yes"]);
        await SendAsync(server, "CLUSTER ADDSLOTSRANGE 0 16383");
        await using var store = await OpenClusterAsync(server);
        var promotion = new PromotionId("p1");
        var records = new PromotionRecords(store);
        var commit = new Commit();
        records.Add(commit, new RunLeases(store, records).Begin(commit, StateSuite.SomePromotion("p1"), "engine-1", await store.NowAsync(None), TimeSpan.FromMinutes(1)), 0);
        new RunClaims(store).Claim(commit, new AccountId("dev-1"), promotion);
        new BranchSlots(store).Claim(commit, new BranchSlot("promo-p1", promotion, DateTimeOffset.UnixEpoch), ["main", "other"], 15);
        new Outbox(store).Enqueue(commit, new OutboxMessage("PromotionLog", "p1", "{}"), DateTimeOffset.UnixEpoch);
        new AuditLog(store, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance).Append(commit, new AuditEvent(DateTimeOffset.UnixEpoch, "alice", "executePromotion"));

        Assert.That((await store.CommitAsync(commit, None)).IsCommitted, Is.True);
        Assert.That(await records.ListLiveAsync(None), Has.Count.EqualTo(1));
        Assert.That(await new Outbox(store).DueAsync(DateTimeOffset.UnixEpoch, 10, None), Has.Count.EqualTo(1));
        Assert.That((await new RedisRequestBudget(store, new BudgetOptions()).TryTakeAsync(new AccountId("prod"), CallLane.Run, None)).IsGranted, Is.True);
        Assert.That((await store.SurveyAsync(None)).Keys, Is.GreaterThan(8));
    }

    // A cluster says that it is none for a moment after it was given its slots.
    private static async Task<RedisStateStore> OpenClusterAsync(RedisServer server)
    {
        await Task.Delay(200);
        return await OpenAsync(server);
    }
}
