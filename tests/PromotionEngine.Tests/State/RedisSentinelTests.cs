using System.Globalization;
using Contract.Calls;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Fixtures;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>Sentinels are not asked, and whoever names one is told so at the start; what Sentinel does to the servers that are named is followed.</summary>
[TestFixture]
public sealed class RedisSentinelTests : OwnRedisSuite
{
    private static readonly (string, string) Key = ("Audit:Key", SharedKey.Generate());

    [Test]
    public async Task Start_WithTheAddressOfASentinel_IsRefused_AndSaysWhatToName()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var sentinel = await RedisSentinel.StartAsync(primary);

        Assert.That(
            () => RunningEngine.StartAsync(("State:Redis", sentinel.ConnectionString), Key),
            Throws.InvalidOperationException.With.Message.StartsWith($"State:Redis: {sentinel.ConnectionString} is a Sentinel. The engine does not ask Sentinels. Name the Redis servers themselves"));
        Assert.That(
            () => RunningEngine.StartAsync(("State:Redis", $"{primary.ConnectionString},{sentinel.ConnectionString}"), Key),
            Throws.InvalidOperationException.With.Message.Contains($"{sentinel.ConnectionString} is a Sentinel"));
    }

    [Test]
    public void Start_WithTheServiceOfASentinel_IsRefused() => Assert.That(
        () => RunningEngine.StartAsync(("State:Redis", "127.0.0.1:1,serviceName=mymaster,password=a-password-of-a-test")),
        Throws.InvalidOperationException.With.Message.Contains("names a service of Sentinel (serviceName=mymaster)").And.Message.Not.Contains("a-password-of-a-test"));

    [Test]
    public async Task Store_WhenSentinelPutsAReplicaInThePrimarysPlace_GoesOnThere()
    {
        await using var primary = await RedisServer.StartAsync(isDurable: true);
        await using var replica = await RedisServer.StartAsync(isDurable: true);
        await replica.FollowAsync(primary);
        await using var store = await OpenAsync(Patient($"{primary.ConnectionString},{replica.ConnectionString}"));
        (await store.CommitAsync(new Commit().Put("a", "before"), None)).OrThrow();
        await replica.CatchUpAsync(primary);

        // Last, so that a machine too busy to answer it in time makes it act early, which changes nothing.
        await using var sentinel = await RedisSentinel.StartAsync(primary);
        await sentinel.UntilAsync($"SENTINEL replicas {RedisSentinel.Service}", replica.Port.ToString(CultureInfo.InvariantCulture));

        primary.Kill();
        var outcome = await store.CommitAsync(new Commit().Put("b", "after"), None);

        Assert.That(outcome.IsCommitted, Is.True);
        Assert.That((await store.GetManyAsync(["a", "b"], None)).Select(value => value?.Value), Is.EqualTo(["before", "after"]));
    }
}
