using Contract.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>A cluster of three masters. The nodes take two seconds until they call themselves a cluster. The whole suite of the store runs on one with PROMOTION_STORE_ON_CLUSTER=1.</summary>
[TestFixture]
public sealed class RedisClusterTests : OwnRedisSuite
{
    [Test]
    public async Task Promotion_OnACluster_GoesFromExecutionToSweep_AndAllItsKeysAreOnOneNode()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var engine = await RunningEngine.StartAsync(("State:Redis", cluster.ConnectionString), ("Audit:Key", SharedKey.Generate()));
        var top = engine.Process("Top");
        engine.Package(top);

        var answer = await engine.PromoteAsync(top);
        await engine.Promotions.WithdrawPromotionAsync(new WithdrawPromotionRequest { PromotionId = answer.PromotionId, InitiatorEmail = "alice@abc.example" }, engine.By("alice"));
        var swept = await engine.Maintenance.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest(), RunningEngine.ByService());
        var reconciled = await engine.Maintenance.ReconcileSlotsAsync(new ReconcileSlotsRequest(), RunningEngine.ByService());
        var survey = await engine.Services.GetRequiredService<IStateStore>().SurveyAsync(None);
        var sizes = await Task.WhenAll(cluster.Nodes.Select(node => node.AskAsync("DBSIZE")));

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That((await engine.StatusAsync()).Promotions.Single().Status, Is.EqualTo("WITHDRAWN"));
        Assert.That((swept.Report.Failed, reconciled.Report.Failed), Is.EqualTo((0, 0)));
        Assert.That(sizes.Count(size => size == ":0\r\n"), Is.EqualTo(2), string.Join(' ', sizes));
        Assert.That(survey.Keys, Is.GreaterThan(8));
    }

    [Test]
    public async Task Store_OnACluster_CommitsReadsAndShares()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var store = await OpenAsync(Patient(cluster.ConnectionString));
        await using var byOneNode = await OpenAsync(Patient(cluster.Nodes[2].ConnectionString));
        var log = new AuditLog(store, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance);
        var commit = new Commit().Put("a", "1").IndexAdd("i", "m", 1).Append("l", "x");
        log.Append(commit, new AuditEvent(DateTimeOffset.UnixEpoch, "alice", "act"));

        (await store.CommitAsync(commit, None)).OrThrow();
        foreach (var node in cluster.Nodes)
        {
            await node.AskAsync("SCRIPT FLUSH");
        }

        var second = await byOneNode.CommitAsync(new Commit().Append("l", "y"), None);

        Assert.That(second.Sequences, Is.EqualTo([2L]));
        Assert.That((await store.GetManyAsync(["a", "none"], None)).Select(value => value?.Value), Is.EqualTo(["1", null]));
        Assert.That((await store.HeadsAsync(["i"], None))[0]?.Member, Is.EqualTo("m"));
        Assert.That(await store.NowAsync(None), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        Assert.That((await new RedisRequestBudget(byOneNode, new BudgetOptions()).TryTakeAsync(new AccountId("prod"), CallLane.Run, None)).IsGranted, Is.True);
        await using var demanding = await RedisStateStore.ConnectAsync(Patient(cluster.ConnectionString) with { Replicas = 1 }, TimeProvider.System, None);
        Assert.That(async () => await demanding.CommitAsync(new Commit().Put("a", "2"), None), Throws.InstanceOf<StateUnavailableException>().With.Message.Contains("min-replicas-to-write"));
        Assert.That(await RedisSettingsCheck.FindMissingAsync(demanding, None), Has.Some.Contains("State:RedisReplicas does not work with a cluster").And.None.Contains("replicas of each other"));
    }

    [Test]
    public async Task Store_WhenTheNodeThatHoldsItIsLost_GoesOnAtItsReplica()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var store = await OpenAsync(Patient(cluster.ConnectionString));
        (await store.CommitAsync(new Commit().Put("a", "before").IndexAdd("i", "m", 1), None)).OrThrow();
        var sizes = await Task.WhenAll(cluster.Nodes.Select(node => node.AskAsync("DBSIZE")));
        var holder = cluster.Nodes.Zip(sizes).Single(node => node.Second != ":0\r\n").First;
        var replica = await cluster.AddReplicaAsync(holder);

        holder.Kill();
        await replica.UntilAsync("CLUSTER FAILOVER TAKEOVER", "+OK");
        var outcome = await store.CommitAsync(new Commit().Put("b", "after").IndexAdd("i", "n", 2), None);

        Assert.That(outcome.IsCommitted, Is.True);
        Assert.That((await store.GetManyAsync(["a", "b"], None)).Select(value => value?.Value), Is.EqualTo(["before", "after"]));
        Assert.That(await store.CountAsync("i", None), Is.EqualTo(2));
    }
}
