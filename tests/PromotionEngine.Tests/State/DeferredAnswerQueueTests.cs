using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class DeferredAnswerQueueTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private DeferredAnswerQueue Queue => new(Store, NullLogger<DeferredAnswerQueue>.Instance);

    [Test]
    public async Task Register_Twice_KeepsTheFirst()
    {
        Assert.That(await Queue.RegisterAsync("a", new byte[] { 1 }, TimeSpan.Zero, None), Is.Not.Null);
        Assert.That(await Queue.RegisterAsync("a", new byte[] { 2 }, TimeSpan.Zero, None), Is.Null);

        Assert.That((await Queue.ClaimAsync(10, Long, None)).Single().Content, Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task Claim_WhatSomebodyHolds_IsNotGiven()
    {
        await Queue.RegisterAsync("held", new byte[] { 1 }, Long, None);
        await Queue.RegisterAsync("due", new byte[] { 2 }, TimeSpan.Zero, None);

        Assert.That((await Queue.ClaimAsync(10, Long, None)).Select(answer => answer.Id), Is.EqualTo(new[] { "due" }));
        Assert.That(await Queue.ClaimAsync(10, Long, None), Is.Empty);
    }

    [Test]
    public async Task Claim_AfterTheHolderWasSilent_FencesIt()
    {
        var first = await Queue.RegisterAsync("a", new byte[] { 1 }, Under.Moment / 2, None);
        await Under.PassAsync(Under.Moment);

        var claimed = (await Queue.ClaimAsync(10, Long, None)).Single();

        Assert.That(await Queue.HoldAsync("a", first!.Value, Long, None), Is.False);
        Assert.That(await Queue.SaveAsync("a", first.Value, new byte[] { 9 }, Long, None), Is.Null);
        Assert.That(await Queue.SettleAsync("a", first.Value, None), Is.False);
        Assert.That(await Queue.SettleAsync("a", claimed.Version, None), Is.True);
    }

    [Test]
    public async Task Save_ForLater_GivesTheNewContentWhenItIsDue()
    {
        var version = await Queue.RegisterAsync("a", new byte[] { 1 }, Long, None);
        var saved = await Queue.SaveAsync("a", version!.Value, new byte[] { 2 }, TimeSpan.Zero, None);

        var claimed = (await Queue.ClaimAsync(10, Long, None)).Single();

        Assert.That((saved > version, claimed.Version > saved, claimed.Content[0]), Is.EqualTo((true, true, (byte)2)));
    }

    [Test]
    public async Task Settle_IsRememberedSoThatALateRepeatIsNotOwedAgain()
    {
        var version = await Queue.RegisterAsync("a", new byte[] { 1 }, TimeSpan.Zero, None);
        Assert.That(await Queue.SettleAsync("a", version!.Value, None), Is.True);

        Assert.That(await Queue.ClaimAsync(10, Long, None), Is.Empty);
        Assert.That(await Queue.RegisterAsync("a", new byte[] { 1 }, TimeSpan.Zero, None), Is.Null);
        Assert.That(await Queue.SettleAsync("a", version.Value, None), Is.False);
    }

    [Test]
    public async Task Claim_OfLargeAnswers_LendsNoMoreThanAMessageHolds()
    {
        await Queue.RegisterAsync("a", new byte[DeferredAnswerQueue.MostLentBytes / 2], TimeSpan.Zero, None);
        await Under.PassAsync(TimeSpan.FromMilliseconds(2));
        await Queue.RegisterAsync("b", new byte[DeferredAnswerQueue.MostLentBytes / 2], TimeSpan.Zero, None);
        await Under.PassAsync(TimeSpan.FromMilliseconds(2));
        await Queue.RegisterAsync("c", new byte[DeferredAnswerQueue.MostLentBytes + 1], TimeSpan.Zero, None);

        Assert.That((await Queue.ClaimAsync(10, Long, None)).Select(answer => answer.Id), Is.EqualTo(new[] { "a", "b" }));
        Assert.That((await Queue.ClaimAsync(10, Long, None)).Select(answer => answer.Id), Is.EqualTo(new[] { "c" }), "one is lent, however large");
    }

    [Test]
    public async Task Claim_OfARecordThatCannotBeRead_PutsItOffAndGivesTheOthers()
    {
        var due = StateClock.Score(await Store.NowAsync(None));
        (await Store.CommitAsync(
            new Commit().Put(StateKeys.DeferredAnswer("bad"), """{"written":"by another version"}""").IndexAdd(StateKeys.DeferredAnswersDue, "bad", 0), None)).OrThrow();
        await Queue.RegisterAsync("good", new byte[] { 1 }, TimeSpan.Zero, None);

        Assert.That((await Queue.ClaimAsync(10, Long, None)).Select(answer => answer.Id), Is.EqualTo(new[] { "good" }));
        Assert.That(await Store.ScoreAsync(StateKeys.DeferredAnswersDue, "bad", None), Is.GreaterThan(due + 60_000));
    }

    [Test]
    public async Task Claim_AgainAndAgain_KeepsTheAnswerNoLonger()
    {
        await Queue.RegisterAsync("a", new byte[] { 1 }, TimeSpan.Zero, None);
        var kept = await KeptUntilAsync("a");
        await Under.PassAsync(TimeSpan.FromMilliseconds(5));

        Assert.That(await Queue.ClaimAsync(10, TimeSpan.FromHours(30), None), Has.Count.EqualTo(1));
        Assert.That(await KeptUntilAsync("a"), Is.EqualTo(kept));
        if (Kind == StoreKind.InMemory)
        {
            await Under.PassAsync(TimeSpan.FromHours(30));
            Assert.That(await Queue.ClaimAsync(10, TimeSpan.FromHours(17), None), Has.Count.EqualTo(1));
            await Under.PassAsync(TimeSpan.FromHours(18));
            Assert.That(await Queue.ClaimAsync(10, Long, None), Is.Empty, "48 hours after it was registered");
            Assert.That(await Store.CountAsync(StateKeys.DeferredAnswersDue, None), Is.Zero);
        }
    }

    [Test]
    public async Task Claim_ByManyAtOnce_GivesEachAnswerToOne()
    {
        foreach (var id in Enumerable.Range(0, 20))
        {
            await Queue.RegisterAsync($"a{id}", new byte[] { 1 }, TimeSpan.Zero, None);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Queue.ClaimAsync(20, Long, None))));

        Assert.That(claims.SelectMany(claim => claim).Select(answer => answer.Id).ToList(), Is.Unique.And.Count.EqualTo(20));
    }

    private async Task<DateTimeOffset?> KeptUntilAsync(string id) =>
        StateJson.Read<DeferredAnswer>(id, (await Store.GetAsync(StateKeys.DeferredAnswer(id), None))!.Value.Value).KeptUntil;
}
