using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class RunTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private PromotionRecords Records => new(Store);

    private RunLeases Leases => new(Store, Records);

    private RunJournal Journal => new(Store);

    [Test]
    public async Task Take_FromManyEnginesAtOnce_IsGivenToOne()
    {
        await SavedAsync(SomePromotion("p1"));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Leases.TakeAsync(new PromotionId("p1"), $"engine-{number}", Long, None))));

        var winner = taken.Single(one => one is not null)!;
        Assert.That(winner.Promotion.Lease!.Token, Is.EqualTo(1));
        Assert.That((await Records.GetAsync(new PromotionId("p1"), None))!.Promotion.Lease, Is.EqualTo(winner.Promotion.Lease));
    }

    [Test]
    public async Task Take_AfterTheLeaseLapsed_FencesTheFormerOwner()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        var first = await Leases.TakeAsync(id, "engine-1", Under.Moment, None);
        Assert.That(await Leases.TakeAsync(id, "engine-2", Long, None), Is.Null);
        Assert.That(await Leases.ListLapsedAsync(10, None), Is.Empty);

        await Under.PassAsync(Under.Moment * 1.2);
        Assert.That(await Leases.ListLapsedAsync(10, None), Is.EqualTo([id]));
        var second = await Leases.TakeAsync(id, "engine-2", Long, None);

        Assert.That(second!.Promotion.Lease!.Token, Is.EqualTo(2));
        Assert.That((await JournalAsync(id, first!.Promotion.Lease!.Token)).Status, Is.EqualTo(CommitStatus.Fenced));
        Assert.That((await JournalAsync(id, 2)).IsCommitted, Is.True);
        Assert.That(await Leases.RenewAsync(id, 1, Long, None), Is.Null);
        Assert.That(await Leases.ListLapsedAsync(10, None), Is.Empty);
    }

    [Test]
    public async Task Renew_KeepsTheLease_AndDoesNotDisturbTheRunsSaves()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        var held = await Leases.TakeAsync(id, "engine-1", Under.Moment, None);

        var until = await Leases.RenewAsync(id, 1, Long, None);
        var saved = await Records.SaveAsync(held!.Promotion with { Step = "write" }, held.Version, None);
        await Under.PassAsync(Under.Moment * 1.2);

        Assert.That(saved.IsCommitted, Is.True);
        Assert.That(await Leases.EndsAtAsync(id, None), Is.EqualTo(until));
        Assert.That(await Leases.TakeAsync(id, "engine-2", Long, None), Is.Null);
    }

    [Test]
    public async Task HandOver_LetsAnotherEngineTakeAtOnce_UnderANewToken()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        await Leases.TakeAsync(id, "engine-1", Long, None);

        Assert.That(await Leases.HandOverAsync(id, 1, mayTakeEffect: false, None), Is.True);
        Assert.That(await Leases.HandOverAsync(id, 1, mayTakeEffect: false, None), Is.False);
        Assert.That((await JournalAsync(id, 1)).Status, Is.EqualTo(CommitStatus.Fenced));
        Assert.That(await Leases.ListLapsedAsync(10, None), Is.EqualTo([id]));
        Assert.That((await Leases.TakeAsync(id, "engine-2", Long, None))!.Promotion.Lease!.Token, Is.EqualTo(2));
    }

    [Test]
    public async Task HandOver_WithSomethingUnderWay_LapsesNow()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        await Leases.TakeAsync(id, "engine-1", Long, None);
        var before = await Store.NowAsync(None);

        await Leases.HandOverAsync(id, 1, mayTakeEffect: true, None);

        Assert.That(await Leases.EndsAtAsync(id, None), Is.InRange(before - TimeSpan.FromMilliseconds(1), await Store.NowAsync(None)));
        Assert.That(await Leases.ListLapsedAsync(10, None), Is.EqualTo([id]));
    }

    // An engine that stood still between its look at the lease and the taking: how long it must wait follows from what it saw.
    [Test]
    public async Task Take_WhenAnotherHadItSinceItsEndWasRead_IsRefused()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        await Leases.TakeAsync(id, "engine-1", Long, None);
        await Leases.HandOverAsync(id, 1, mayTakeEffect: true, None);
        var seen = await Leases.EndsAtAsync(id, None);
        await Under.PassAsync(TimeSpan.FromMilliseconds(5));
        await Leases.TakeAsync(id, "engine-2", Long, None);
        await Leases.HandOverAsync(id, 2, mayTakeEffect: true, None);

        Assert.That(await Leases.TakeAsync(id, seen, "engine-3", Long, None), Is.Null);
        Assert.That((await Leases.TakeAsync(id, await Leases.EndsAtAsync(id, None), "engine-3", Long, None))!.Promotion.Lease!.Token, Is.EqualTo(3));
    }

    [Test]
    public async Task End_WithTheTerminalStatus_LeavesNothingToTakeOver()
    {
        var id = new PromotionId("p1");
        var begin = new Commit();
        var running = Leases.Begin(begin, SomePromotion("p1"), "engine-1", await Store.NowAsync(None), TimeSpan.FromMilliseconds(30));
        Records.Add(begin, running, 0);
        var version = (await Store.CommitAsync(begin, None)).OrThrow().Version;

        var end = new Commit();
        Records.Add(end, Leases.End(end, running with { Status = PromotionStatus.Failed }), version);
        (await Store.CommitAsync(end, None)).OrThrow();
        await Under.PassAsync(TimeSpan.FromMilliseconds(80));

        Assert.That(await Leases.ListLapsedAsync(10, None), Is.Empty);
        Assert.That(await Leases.TakeAsync(id, "engine-2", Long, None), Is.Null);
        Assert.That(await Leases.EndsAtAsync(id, None), Is.Null);
    }

    [Test]
    public async Task Journal_ReadsBackInOrder_AndTellsWhatIsInFlight()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        await Leases.TakeAsync(id, "engine-1", Long, None);
        var at = await Store.NowAsync(None);
        (string Step, JournalPhase Phase)[] steps =
            [("branch", JournalPhase.Intent), ("branch", JournalPhase.Outcome), ("write:a", JournalPhase.Intent), ("write:b", JournalPhase.Intent), ("write:a", JournalPhase.Outcome)];
        foreach (var (step, phase) in steps)
        {
            await Journal.AppendAsync(id, new JournalEntry(step, phase, at, 1, "{\"k\":1}"), None);
        }

        var entries = await Journal.ReadAsync(id, None);

        Assert.That(entries.Select(entry => (entry.Step, entry.Phase)), Is.EqualTo(steps));
        Assert.That(entries[0], Is.EqualTo(new JournalEntry("branch", JournalPhase.Intent, at, 1, "{\"k\":1}")));
        Assert.That(RunJournal.InFlight(entries).Select(entry => entry.Step), Is.EqualTo(["write:b"]));
    }

    [Test]
    public async Task Journal_OfManyEntries_IsReadWhole()
    {
        var id = new PromotionId("p1");
        await SavedAsync(SomePromotion("p1"));
        await Leases.TakeAsync(id, "engine-1", Long, None);
        var commit = new Commit();
        for (var number = 0; number < 1000; number++)
        {
            Journal.Append(commit, id, new JournalEntry($"step-{number}", JournalPhase.Intent, DateTimeOffset.UnixEpoch, 1));
        }

        (await Store.CommitAsync(commit, None)).OrThrow();

        Assert.That((await Journal.ReadAsync(id, None)).Select(entry => entry.Step), Is.EqualTo(Enumerable.Range(0, 1000).Select(number => $"step-{number}")));
    }

    private Task<CommitOutcome> JournalAsync(PromotionId id, long token) =>
        Journal.AppendAsync(id, new JournalEntry("step", JournalPhase.Intent, DateTimeOffset.UnixEpoch, token), None);
}
