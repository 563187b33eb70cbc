using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class CommitTests(StoreKind kind) : StateSuite(kind)
{
    [Test]
    public async Task Commit_OfSeveralChanges_MakesThemAllUnderOneVersion()
    {
        var outcome = await Store.CommitAsync(
            new Commit().Put("a", "1").Put("b", "2").IndexAdd("i", "m", 7).Append("l", "x").Append("l", "y").Append("k", "z"), None);

        Assert.That(outcome.IsCommitted, Is.True);
        Assert.That(outcome.Sequences, Is.EqualTo([1L, 2L, 1L]));
        Assert.That(await Store.GetAsync("a", None), Is.EqualTo(new StateValue(outcome.Version, "1")));
        Assert.That(await Store.GetAsync("b", None), Is.EqualTo(new StateValue(outcome.Version, "2")));
        Assert.That(await Store.RangeAsync("i", IndexRange.All, None), Is.EqualTo([new IndexEntry("m", 7)]));
        Assert.That(await Store.ReadListAsync("l", 1, 10, None), Is.EqualTo([new ListEntry(1, "x"), new ListEntry(2, "y")]));
    }

    [Test]
    public async Task Commit_WithOneExpectationThatFails_ChangesNothingAndNamesTheFirst()
    {
        await Store.CommitAsync(new Commit().Put("a", "1"), None);

        var outcome = await Store.CommitAsync(
            new Commit().Put("b", "2").IndexAdd("i", "m", 1).Append("l", "x").Delete("a").ExpectAbsentMember("i", "m").Expect("a", 0).Expect("b", 99), None);

        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(outcome.FailedOn("a"), Is.True);
        Assert.That((await Store.GetAsync("a", None))?.Value, Is.EqualTo("1"));
        Assert.That(await Store.GetAsync("b", None), Is.Null);
        Assert.That(await Store.CountAsync("i", None), Is.Zero);
        Assert.That(await Store.ReadListAsync("l", 1, 10, None), Is.Empty);
    }

    [Test]
    public async Task Versions_AfterDeletion_AreNeverGivenOutAgain()
    {
        var first = await Store.CommitAsync(new Commit().Put("a", "1"), None);
        await Store.CommitAsync(new Commit().Delete("a"), None);
        var second = await Store.CommitAsync(new Commit().Expect("a", 0).Put("a", "1"), None);

        var stale = await Store.CommitAsync(new Commit().Expect("a", first.Version).Put("a", "stale"), None);

        Assert.That(second.Version, Is.GreaterThan(first.Version));
        Assert.That(stale.Status, Is.EqualTo(CommitStatus.Conflict));
    }

    [Test]
    public async Task Put_OverARecordThatWouldExpire_KeepsTheNewOne()
    {
        await Store.CommitAsync(new Commit().Put("a", "1", TimeSpan.FromMilliseconds(60)).Put("b", "1", TimeSpan.FromMilliseconds(60)), None);
        await Store.CommitAsync(new Commit().Put("a", "2"), None);

        await Under.PassAsync(TimeSpan.FromMilliseconds(120));

        Assert.That((await Store.GetAsync("a", None))?.Value, Is.EqualTo("2"));
        Assert.That(await Store.GetAsync("b", None), Is.Null);
        Assert.That((await Store.CommitAsync(new Commit().Expect("b", 0).Put("b", "2"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Touch_ARecordThatWouldExpire_KeepsValueAndVersion()
    {
        var put = await Store.CommitAsync(new Commit().Put("a", "1", Under.Moment), None);
        await Store.CommitAsync(new Commit().Expect("a", put.Version).Touch("a", TimeSpan.FromMinutes(1)), None);

        await Under.PassAsync(Under.Moment * 1.2);

        Assert.That(await Store.GetAsync("a", None), Is.EqualTo(new StateValue(put.Version, "1")));
    }

    [Test]
    public async Task Commit_SentTwice_IsMadeOnceAndAnswersTheSame()
    {
        var commit = new Commit().Append("l", "x").Put("a", "1");

        var first = await Store.CommitAsync(commit, None);
        await Store.CommitAsync(new Commit().Delete("a"), None);
        var second = await Store.CommitAsync(commit, None);

        Assert.That(second.IsCommitted, Is.True);
        Assert.That(second.Version, Is.EqualTo(first.Version));
        Assert.That(second.Sequences, Is.EqualTo(first.Sequences));
        Assert.That(await Store.ReadListAsync("l", 1, 10, None), Has.Count.EqualTo(1));
        Assert.That(await Store.GetAsync("a", None), Is.Null);
    }

    [Test]
    public async Task Commit_RefusedAndSentAgain_IsDecidedAnew()
    {
        var commit = new Commit().Expect("gate", 0).Put("a", "1");
        await Store.CommitAsync(new Commit().Put("gate", "shut"), None);

        var refused = await Store.CommitAsync(commit, None);
        await Store.CommitAsync(new Commit().Delete("gate"), None);
        var made = await Store.CommitAsync(commit, None);

        Assert.That(refused.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(made.IsCommitted, Is.True);
    }

    [Test]
    public async Task Commit_ChangedAfterItWasSent_IsAnError()
    {
        var commit = new Commit().Put("a", "1");
        await Store.CommitAsync(commit, None);

        Assert.That(() => commit.Put("b", "2"), Throws.InvalidOperationException);
        Assert.That(() => commit.Expect("b", 0), Throws.InvalidOperationException);
    }

    [Test]
    public async Task ExpectUnionBelow_CountsEachNameOnce()
    {
        await Store.CommitAsync(new Commit().IndexAdd("i", "a", 1).IndexAdd("i", "b", 2), None);

        var below = await Store.CommitAsync(new Commit().ExpectUnionBelow("i", ["b", "c", "c"], 4).Put("x", "1"), None);
        var at = await Store.CommitAsync(new Commit().ExpectUnionBelow("i", ["b", "c", "c"], 3).Put("x", "2"), None);

        Assert.That(below.IsCommitted, Is.True);
        Assert.That(at.Status, Is.EqualTo(CommitStatus.CountExceeded));
        Assert.That(at.FailedOn("i"), Is.True);
    }

    [Test]
    public async Task MemberExpectations_HoldOrConflict()
    {
        await Store.CommitAsync(new Commit().IndexAdd("i", "a", 5), None);

        Assert.That((await Store.CommitAsync(new Commit().ExpectPresentMember("i", "a"), None)).IsCommitted, Is.True);
        Assert.That((await Store.CommitAsync(new Commit().ExpectPresentMember("i", "b"), None)).Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That((await Store.CommitAsync(new Commit().ExpectAbsentMember("i", "b"), None)).IsCommitted, Is.True);
        Assert.That((await Store.CommitAsync(new Commit().ExpectAbsentMember("i", "a"), None)).Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That((await Store.CommitAsync(new Commit().ExpectScoreAtMost("i", "a", 5), None)).IsCommitted, Is.True);
        Assert.That((await Store.CommitAsync(new Commit().ExpectScoreAtMost("i", "a", 4.9), None)).Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That((await Store.CommitAsync(new Commit().ExpectScoreAtMost("i", "b", 0), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Fence_WithAnotherTokenThanTheRecordHolds_IsFenced()
    {
        var promotion = SomePromotion("p1") with { Lease = new RunLease("engine-1", 3, Under.Clock.GetUtcNow()), LeaseToken = 3 };
        await SavedAsync(promotion);

        Assert.That((await Store.CommitAsync(new Commit().Fence(promotion.Id, 3).Put("x", "1"), None)).IsCommitted, Is.True);
        Assert.That((await Store.CommitAsync(new Commit().Fence(promotion.Id, 2).Put("x", "2"), None)).Status, Is.EqualTo(CommitStatus.Fenced));
        Assert.That((await Store.CommitAsync(new Commit().Fence(new PromotionId("p2"), 3).Put("x", "3"), None)).Status, Is.EqualTo(CommitStatus.Fenced));
        Assert.That(() => new Commit().Fence(promotion.Id, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Range_OfAnIndex_IsOrderedByScoreThenBytes()
    {
        await Store.CommitAsync(
            new Commit().IndexAdd("i", "b", 2).IndexAdd("i", "a", 2).IndexAdd("i", "\uE000", 2).IndexAdd("i", "\U0001F600", 2).IndexAdd("i", "z", 1).IndexAdd("i", "y", 3.5), None);

        var all = await Store.RangeAsync("i", IndexRange.All, None);
        var down = await Store.RangeAsync("i", new IndexRange(Min: 2, Max: 3.5, Take: 2, Descending: true, Skip: 1), None);

        Assert.That(all.Select(entry => entry.Member), Is.EqualTo(["z", "a", "b", "\uE000", "\U0001F600", "y"]));
        Assert.That(down.Select(entry => entry.Member), Is.EqualTo(["\U0001F600", "\uE000"]));
        Assert.That(await Store.ScoreAsync("i", "y", None), Is.EqualTo(3.5));
        Assert.That(await Store.ScoreAsync("i", "none", None), Is.Null);
        Assert.That(await Store.HeadsAsync(["none", "i"], None), Is.EqualTo([null, (IndexEntry?)new IndexEntry("z", 1)]));
    }

    [Test]
    public async Task IndexAddInOrder_FollowsTheOrderOfCommits()
    {
        await Store.CommitAsync(new Commit().IndexAddInOrder("i", "z"), None);
        await Store.CommitAsync(new Commit().IndexAddInOrder("i", "a").IndexAddIfAbsent("i", "z", 0), None);

        var members = await Store.RangeAsync("i", IndexRange.All, None);

        Assert.That(members.Select(entry => entry.Member), Is.EqualTo(["z", "a"]));
    }

    [Test]
    public async Task ReadList_FromTheMiddle_AnswersSequenceNumbers()
    {
        var commit = new Commit();
        foreach (var number in Enumerable.Range(1, 9))
        {
            commit.Append("l", $"v{number}");
        }

        await Store.CommitAsync(commit, None);

        Assert.That(await Store.ReadListAsync("l", 4, 2, None), Is.EqualTo([new ListEntry(4, "v4"), new ListEntry(5, "v5")]));
        Assert.That(await Store.ReadListAsync("l", 10, 2, None), Is.Empty);
    }

    [Test]
    public async Task AppendChained_FromManyAtOnce_MakesOneUnbrokenChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => Store.CommitAsync(
            new Commit().Put($"r{number}", "x").AppendChained("chain", head => new ChainLink($"{head.Seal}>{number}", $"{number}")), None))));

        var entries = await Store.ReadListAsync("chain", 1, 100, None);
        var seal = string.Empty;
        Assert.That(entries, Has.Count.EqualTo(50));
        foreach (var entry in entries)
        {
            Assert.That(entry.Value, Does.StartWith($"{seal}>"));
            seal = entry.Value[(entry.Value.IndexOf('>', StringComparison.Ordinal) + 1)..];
        }
    }

    [Test]
    public async Task Commit_FromFiftyAtOnceOnOneVersion_IsMadeOnce()
    {
        var first = await Store.CommitAsync(new Commit().Put("a", "0"), None);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() =>
            Store.CommitAsync(new Commit().Expect("a", first.Version).Put("a", $"{number}").Append("l", $"{number}"), None))));

        Assert.That(outcomes.Count(outcome => outcome.IsCommitted), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => outcome.Status == CommitStatus.Conflict), Is.EqualTo(49));
        Assert.That(await Store.ReadListAsync("l", 1, 100, None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Values_OfAnyText_ComeBackUnchanged()
    {
        const string Text = "{\"a\":\"ä€😀\u0001\"}\r\n\0end";
        await Store.CommitAsync(new Commit().Put("k:ä {x} *", Text).Append("l", Text).IndexAdd("i", Text, 1), None);

        Assert.That((await Store.GetAsync("k:ä {x} *", None))?.Value, Is.EqualTo(Text));
        Assert.That((await Store.ReadListAsync("l", 1, 1, None))[0].Value, Is.EqualTo(Text));
        Assert.That((await Store.RangeAsync("i", IndexRange.All, None))[0].Member, Is.EqualTo(Text));
    }

    [Test]
    public void Commit_WithAScoreThatIsNoNumber_IsAnError()
    {
        Assert.That(() => new Commit().IndexAdd("i", "m", double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Commit().IndexAdd("i", "m", double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Commit().Put("a", "1", TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
