using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.Redis;
using Testing;

namespace PromotionEngine.Tests.State;

/// <summary>What an older version wrote is moved to the present layout, step by step, once, also when it is broken off; nothing else is touched.</summary>
[TestFixture]
public sealed class LayoutMoveTests : OwnRedisSuite
{
    private static readonly LayoutStep[] Steps =
    [
        new(1, (name, value) => name.StartsWith("word", StringComparison.Ordinal) ? value + "+2" : value),
        new(2, (name, value) => name.StartsWith("word", StringComparison.Ordinal) ? value + "+3" : value),
    ];

    [Test]
    public async Task Move_OfAnOlderStore_TakesEveryStepInOrder_AndKeepsEverythingElse()
    {
        await using var server = await RedisServer.StartAsync();
        await using var older = await OpenAsync(In(server, "1"));
        var log = new AuditLog(older, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance);
        var commit = new Commit().Put("word", "1").Put("brief", "x", TimeSpan.FromHours(1)).IndexAdd("i", "m", 7).Append("l", "first").PutLeased("promotion:p1", "leased", 5);
        log.Append(commit, new AuditEvent(DateTimeOffset.UnixEpoch, "alice", "act"));
        var before = (await older.CommitAsync(commit, None)).OrThrow();
        await using var newer = await RedisStateStore.ConnectAsync(In(server, "3"), TimeProvider.System, None);
        var refused = await new EpochMarker(newer).InitialiseAsync(isFirstStart: true, None);

        var moved = await new LayoutMove(newer, Steps).RunAsync(None);

        Assert.That((refused.Status, refused.Detail.Contains("State:MoveLayout", StringComparison.Ordinal)), Is.EqualTo((EpochStatus.OtherLayout, true)));
        Assert.That(moved, Is.GreaterThan(6));
        Assert.That((await new EpochMarker(newer).ReadAsync(None)).Status, Is.EqualTo(EpochStatus.Present));
        Assert.That((await newer.GetAsync("word", None))?.Value, Is.EqualTo("1+2+3"));
        Assert.That((await newer.RangeAsync("i", IndexRange.All, None)).Single(), Is.EqualTo(new IndexEntry("m", 7)));
        Assert.That(await server.AskAsync("PTTL t:3:{t}:r:brief"), Does.Match(@"^:[1-9]\d+"));
        var later = await newer.CommitAsync(new Commit().Fence(new PromotionId("p1"), 5).Append("l", "second"), None);
        Assert.That((later.Sequences[0], later.Version), Is.EqualTo((2L, before.Version + 1)));
        Assert.That((await new AuditLog(newer, new AuditKeys(new byte[32]), NullLogger<AuditLog>.Instance).VerifyAsync(None)).IsIntact, Is.True);
        Assert.That((await newer.SurveyAsync(None)).OtherLayouts, Is.Empty);
        Assert.That((await older.CommitAsync(new Commit().Put("word", "late"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing), "an older engine writes nothing more");
        Assert.That(await new LayoutMove(newer, Steps).RunAsync(None).ContinueWith(task => task.Exception?.InnerException, TaskScheduler.Default), Is.InstanceOf<StateLayoutException>(), "nothing is left to move");
    }

    [Test]
    public async Task Move_ThatWasBrokenOff_IsGoneOnWith_AndNothingIsWrittenInBetween()
    {
        await using var server = await RedisServer.StartAsync();
        await using var older = await OpenAsync(In(server, "1"));
        for (var number = 0; number < 20; number++)
        {
            (await older.CommitAsync(new Commit().Put($"word{number}", "1"), None)).OrThrow();
        }

        await using var newer = await RedisStateStore.ConnectAsync(In(server, "3"), TimeProvider.System, None);
        var seen = 0;
        LayoutStep[] breaking = [new(1, (name, value) => name.StartsWith("word", StringComparison.Ordinal) && ++seen > 7 ? throw new InvalidOperationException("broken off") : Steps[0].ChangeRecord(name, value)), Steps[1]];
        Assert.That(async () => await new LayoutMove(newer, breaking).RunAsync(None), Throws.InvalidOperationException);

        var between = (await older.CommitAsync(new Commit().Put("word", "x"), None), await newer.CommitAsync(new Commit().Put("word", "x"), None));
        var status = (await new EpochMarker(newer).InitialiseAsync(isFirstStart: true, None)).Status;
        await Task.WhenAll(new LayoutMove(newer, Steps).RunAsync(None), Task.Run(async () =>
        {
            await using var another = await RedisStateStore.ConnectAsync(In(server, "3"), TimeProvider.System, None);
            await new LayoutMove(another, Steps).RunAsync(None);
        })).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.That((between.Item1.Status, between.Item2.Status, status), Is.EqualTo((CommitStatus.EpochMissing, CommitStatus.EpochMissing, EpochStatus.OtherLayout)));
        var words = await newer.GetManyAsync([.. Enumerable.Range(0, 20).Select(number => $"word{number}")], None);
        Assert.That(words.Select(word => word?.Value), Has.All.EqualTo("1+2+3"));
        Assert.That((await new EpochMarker(newer).ReadAsync(None)).Status, Is.EqualTo(EpochStatus.Present));
    }

    [TestCase("7", "only a store in one older layout", TestName = "Move_OfANewerStore_IsRefusedAndTouchesNothing")]
    [TestCase("0", "no way from layout 0", TestName = "Move_WithoutAStep_IsRefusedAndTouchesNothing")]
    public async Task Move_ThatCannotBe_IsRefusedAndTouchesNothing(string layout, string said)
    {
        await using var server = await RedisServer.StartAsync();
        await using var other = await OpenAsync(In(server, layout));
        (await other.CommitAsync(new Commit().Put("word", "1"), None)).OrThrow();
        await using var store = await RedisStateStore.ConnectAsync(In(server, "3"), TimeProvider.System, None);

        Assert.That(async () => await new LayoutMove(store, Steps).RunAsync(None), Throws.InstanceOf<StateLayoutException>().With.Message.Contains(said));
        Assert.That((await other.CommitAsync(new Commit().Put("word", "2"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Move_OfAStoreThatLostItsMarker_IsRefused()
    {
        await using var server = await RedisServer.StartAsync();
        await using var older = await RedisStateStore.ConnectAsync(In(server, "2"), TimeProvider.System, None);
        (await older.CommitAsync(new Commit().WithoutEpoch().Put("word", "1"), None)).OrThrow();
        await using var store = await RedisStateStore.ConnectAsync(In(server, "3"), TimeProvider.System, None);

        Assert.That(async () => await new LayoutMove(store, Steps).RunAsync(None), Throws.InstanceOf<StateLayoutException>().With.Message.Contains("Rebuild the store with the version that wrote it"));
        Assert.That((await older.GetAsync("word", None))?.Value, Is.EqualTo("1"));
    }

    private static RedisStateOptions In(RedisServer server, string layout) => Patient(server.ConnectionString) with { Layout = layout };
}
