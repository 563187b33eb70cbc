using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class OutboxTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private Outbox Outbox => new(Store);

    [Test]
    public async Task Due_AnswersOnlyTheFirstOfEachRecord_InTheOrderOfTheCommits()
    {
        await EnqueueAsync(("z", "1"), ("z", "2"));
        await EnqueueAsync(("a", "3"));
        await EnqueueAsync(("z", "4"));
        var sent = new List<string>();

        for (var due = await Outbox.DueAsync(At, 10, None); due.Count > 0; due = await Outbox.DueAsync(At, 10, None))
        {
            Assert.That(due.Select(entry => entry.Message.RecordKey), Is.Unique);
            var ofZ = due.First(entry => entry.Message.RecordKey == due[0].Message.RecordKey);
            sent.Add(ofZ.Message.RecordKey + ofZ.Message.PayloadJson);
            Assert.That(await Outbox.DoneAsync(ofZ, At, None), Is.True);
        }

        Assert.That(sent.Where(text => text[0] == 'z'), Is.EqualTo(["z1", "z2", "z4"]));
        Assert.That(sent, Has.Count.EqualTo(4));
        Assert.That(await Outbox.CountPendingAsync(None), Is.Zero);
        Assert.That(await Store.CountAsync("outbox:due", None), Is.Zero);
    }

    [Test]
    public async Task Due_OfWhatAnEngineWithAFastClockEnqueued_IsThereAtOnce_AndWaitsLikeAnyOtherOnceItFailed()
    {
        await EnqueueAsync(("a", "1"));
        var before = At.AddSeconds(-60);

        var entry = (await Outbox.DueAsync(before, 10, None)).Single();
        var taken = await Outbox.TakeAsync(entry, before, TimeSpan.FromSeconds(30), None);
        Assert.That(await Outbox.DueAsync(before, 10, None), Is.Empty, "somebody has it");
        await Outbox.FailedAsync(taken! with { Attempts = 0 }, "the server was down", before, TimeSpan.FromSeconds(5), None);

        Assert.That(await Outbox.DueAsync(before, 10, None), Is.Empty);
        Assert.That(await Outbox.DueAsync(before.AddSeconds(5), 10, None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Due_BehindEntriesOfAnotherVersion_IsThereOnceTheyArePutOff_AndTheyComeBack()
    {
        await EnqueueAsync(("a", "1"), ("b", "2"), ("b", "3"));
        foreach (var theirs in await Outbox.PendingAsync(2, None))
        {
            (await Store.CommitAsync(new Commit().Put(StateKeys.OutboxEntry(Outbox.ForDataHub, theirs.Id), """{"something":"else"}"""), None)).OrThrow();
        }

        await EnqueueAsync(("c", "4"));

        Assert.That(await Outbox.DueAsync(At, 2, None), Is.Empty);
        Assert.That((await Outbox.DueAsync(At, 2, None)).Select(entry => entry.Message.PayloadJson), Is.EqualTo(["4"]), "what follows one of theirs waits with it");
        Assert.That(async () => await Outbox.PendingAsync(10, None), Throws.InstanceOf<StateLayoutException>(), "what waits is not known");
        Assert.That((await Outbox.ReadPendingAsync(10, None)).Unreadable, Has.Count.EqualTo(2));
        Assert.That((await Store.RangeAsync("outbox:due", new IndexRange(Max: StateClock.Score(At.AddMinutes(5))), None)).Count, Is.EqualTo(3), "they are looked at again");
    }

    [Test]
    public async Task Failed_WaitsForTheBackoff_AndHoldsBackWhatFollows()
    {
        await EnqueueAsync(("a", "1"), ("a", "2"));
        var entry = (await Outbox.DueAsync(At, 10, None))[0];
        var taken = await Outbox.TakeAsync(entry, At, TimeSpan.FromMinutes(1), None);

        Assert.That(await Outbox.FailedAsync(taken!, "503", At, TimeSpan.FromSeconds(10), None), Is.True);

        Assert.That(await Outbox.DueAsync(At.AddSeconds(9), 10, None), Is.Empty);
        var again = (await Outbox.DueAsync(At.AddSeconds(10), 10, None)).Single();
        Assert.That((again.Message.PayloadJson, again.Attempts, again.LastError), Is.EqualTo(("1", 1, "503")));
    }

    [Test]
    public async Task Take_FromManyAtOnce_IsGivenToOne_AndComesBackAfterTheHold()
    {
        await EnqueueAsync(("a", "1"));
        var entry = (await Outbox.DueAsync(At, 10, None))[0];

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Outbox.TakeAsync(entry, At, TimeSpan.FromSeconds(30), None))));

        Assert.That(taken.Count(one => one is not null), Is.EqualTo(1));
        Assert.That(await Outbox.DueAsync(At.AddSeconds(29), 10, None), Is.Empty);
        Assert.That(await Outbox.DueAsync(At.AddSeconds(30), 10, None), Has.Count.EqualTo(1));
        Assert.That(await Outbox.DoneAsync(entry, At, None), Is.False, "who did not take it cannot settle it");
        Assert.That(await Outbox.DoneAsync(taken.Single(one => one is not null)!, At, None), Is.True);
    }

    [Test]
    public async Task Quarantined_IsSetAside_AndTheNextIsDue()
    {
        await EnqueueAsync(("a", "1"), ("a", "2"));
        var entry = (await Outbox.DueAsync(At, 10, None))[0];

        await Outbox.QuarantinedAsync(entry, "field too long", At, None);

        Assert.That((await Outbox.DueAsync(At, 10, None)).Single().Message.PayloadJson, Is.EqualTo("2"));
        var aside = (await Outbox.ListQuarantinedAsync(10, None)).Single();
        Assert.That((aside.Message.PayloadJson, aside.LastError), Is.EqualTo(("1", "field too long")));
        await Outbox.DiscardAsync(aside, None);
        await Outbox.DiscardAsync(aside, None);
        Assert.That(await Outbox.ListQuarantinedAsync(10, None), Is.Empty);
        Assert.That(await Outbox.CountPendingAsync(None), Is.EqualTo(1));
    }

    [Test]
    public async Task TakeUpAgain_OfWhatWasSetAside_IsDueOnceWithAllItsTries()
    {
        await EnqueueAsync(("a", "1"), ("a", "2"));
        var taken = await Outbox.TakeAsync((await Outbox.DueAsync(At, 10, None))[0], At, TimeSpan.FromSeconds(30), None);
        await Outbox.QuarantinedAsync(taken!, "refused", At, None);
        var aside = (await Outbox.ListQuarantinedAsync(10, None)).Single();

        var done = (await Outbox.TakeUpAgainAsync(aside, At, None), await Outbox.TakeUpAgainAsync(aside, At, None));

        Assert.That(done, Is.EqualTo((true, false)));
        Assert.That((await Outbox.CountQuarantinedAsync(None), await Outbox.CountPendingAsync(None)), Is.EqualTo((0L, 2L)));
        await Outbox.DoneAsync((await Outbox.DueAsync(At, 10, None)).Single(), At, None);
        var again = (await Outbox.DueAsync(At, 10, None)).Single();
        Assert.That((again.Id, again.Message.PayloadJson, again.Attempts, again.LastError), Is.EqualTo((aside.Id, "1", 0, "refused")), "behind what waited for the record");
    }

    [Test]
    public async Task Done_WhileOthersEnqueueBehindIt_LosesNothing()
    {
        var enqueuing = Task.Run(async () =>
        {
            for (var number = 0; number < 60; number++)
            {
                await EnqueueAsync(("a", $"{number}"));
            }
        });
        var sent = new List<string>();
        var patience = DateTime.UtcNow.AddMinutes(2);
        while (sent.Count < 60 && DateTime.UtcNow < patience)
        {
            foreach (var entry in await Outbox.DueAsync(At, 10, None))
            {
                sent.Add(entry.Message.PayloadJson);
                await Outbox.DoneAsync(entry, At, None);
            }
        }

        await enqueuing;
        Assert.That(sent, Is.EqualTo(Enumerable.Range(0, 60).Select(number => $"{number}")));
        Assert.That(await Store.CountAsync("outbox:due", None), Is.Zero);
    }

    [Test]
    public async Task Pending_AnswersAllThatWait_OldestFirst()
    {
        await EnqueueAsync(("b", "1"));
        await EnqueueAsync(("a", "2"), ("b", "3"));

        Assert.That((await Outbox.PendingAsync(10, None)).Select(entry => entry.Message.PayloadJson), Is.EqualTo(["1", "2", "3"]));
        Assert.That(await Outbox.PendingAsync(2, None), Has.Count.EqualTo(2));
    }

    private async Task EnqueueAsync(params (string Record, string Payload)[] messages)
    {
        var commit = new Commit();
        foreach (var (record, payload) in messages)
        {
            Outbox.Enqueue(commit, new OutboxMessage("PromotionLog", record, payload), At);
        }

        (await Store.CommitAsync(commit, None)).OrThrow();
    }
}
