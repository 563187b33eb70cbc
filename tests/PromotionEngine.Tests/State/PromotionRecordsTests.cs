using PromotionEngine.Accounts;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class PromotionRecordsTests(StoreKind kind) : StateSuite(kind)
{
    private PromotionRecords Records => new(Store);

    [Test]
    public async Task Releasing_OnceAskedFor_GivesWayToTheOthers_AndIsForgottenWhenItEnds()
    {
        var pending = new PackRelease("pack", "Orders") { ReleaseId = "release", State = ReleaseState.Pending };
        var first = await SavedAsync(SomePromotion("p1", status: PromotionStatus.Deployed, minute: 1) with { ProductionRelease = pending });
        await SavedAsync(SomePromotion("p2", status: PromotionStatus.Deployed, minute: 2) with { ProductionRelease = pending });

        var asked = (await Records.ReadReleasingAsync(1, None)).Promotions.Single().Id;
        await Records.AskedForReleaseAsync(asked, None);
        var next = (await Records.ReadReleasingAsync(1, None)).Promotions.Single().Id;
        await Records.SaveAsync(first.Promotion with { ProductionRelease = pending with { State = ReleaseState.Complete } }, first.Version, None);
        await Records.AskedForReleaseAsync(asked, None);

        Assert.That((asked.Value, next.Value), Is.EqualTo(("p1", "p2")));
        Assert.That((await Records.ReadReleasingAsync(10, None)).Promotions.Select(promotion => promotion.Id.Value), Is.EqualTo(["p2"]));
    }

    [Test]
    public async Task Get_AfterSave_AnswersThePromotionWhole()
    {
        var promotion = SomePromotion("p1") with
        {
            Results = [new ComponentResult("d1", "c1", "Map", "transform.map", ComponentResult.Created, 1) { StrippedElements = ["password"], BaseVersion = 4 }],
            Lease = new RunLease("engine-1", 1, DateTimeOffset.UnixEpoch),
            LeaseToken = 1,
        };
        var saved = await SavedAsync(promotion);

        var read = await Records.GetAsync(promotion.Id, None);

        Assert.That(read!.Version, Is.EqualTo(saved.Version));
        Assert.That(read.Promotion.Results[0].StrippedElements, Is.EqualTo(["password"]));
        // Records compare lists by identity; their JSON compares everything.
        Assert.That(StateJson.Write(read.Promotion), Is.EqualTo(StateJson.Write(promotion)));
        Assert.That(await Records.GetAsync(new PromotionId("p2"), None), Is.Null);
    }

    [Test]
    public async Task Record_KeepsIdsAndStatusAsPlainWords()
    {
        await SavedAsync(SomePromotion("p1"));

        var json = (await Store.GetAsync(PromotionRecords.KeyOf(new PromotionId("p1")), None))!.Value.Value;

        Assert.That(json, Does.StartWith("{\"layout\":1,\"promotion\":{\"id\":\"p1\",\"devAccountId\":\"dev-1\""));
        Assert.That(json, Does.Contain("\"status\":\"IN_PROGRESS\""));
    }

    [Test]
    public async Task Save_AtAStaleVersion_ConflictsAndKeepsTheOther()
    {
        var first = await SavedAsync(SomePromotion("p1"));
        await Records.SaveAsync(first.Promotion with { Step = "one" }, first.Version, None);

        var outcome = await Records.SaveAsync(first.Promotion with { Step = "two" }, first.Version, None);

        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(outcome.FailedOn(PromotionRecords.KeyOf(first.Promotion.Id)), Is.True);
        Assert.That((await Records.GetAsync(first.Promotion.Id, None))!.Promotion.Step, Is.EqualTo("one"));
    }

    [Test]
    public async Task Lists_FollowStatusTimeAndAccount()
    {
        var early = await SavedAsync(SomePromotion("b", minute: 1));
        await SavedAsync(SomePromotion("a", devAccount: "dev-2", minute: 2));
        await Records.SaveAsync(early.Promotion with { Status = PromotionStatus.Failed }, early.Version, None);

        Assert.That(await IdsAsync(Records.ListLiveAsync(None)), Is.EqualTo(["a"]));
        Assert.That(await IdsAsync(Records.ListByTimeAsync(new IndexRange(Descending: true), None)), Is.EqualTo(["a", "b"]));
        Assert.That(await IdsAsync(Records.ListByStatusAsync(PromotionStatus.InProgress, IndexRange.All, None)), Is.EqualTo(["a"]));
        Assert.That(await IdsAsync(Records.ListByStatusAsync(PromotionStatus.Failed, IndexRange.All, None)), Is.EqualTo(["b"]));
        Assert.That(await IdsAsync(Records.ListByDevAccountAsync(new AccountId("dev-1"), IndexRange.All, None)), Is.EqualTo(["b"]));
        Assert.That(await IdsAsync(Records.GetManyAsync([new PromotionId("b"), new PromotionId("none"), new PromotionId("a")], None)), Is.EqualTo(["b", "a"]));
    }

    [Test]
    public async Task Change_FromManyAtOnce_LosesNone()
    {
        await SavedAsync(SomePromotion("p1"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            Records.ChangeAsync(new PromotionId("p1"), promotion => promotion with { CallsMade = promotion.CallsMade + 1 }, None))));

        Assert.That((await Records.GetAsync(new PromotionId("p1"), None))!.Promotion.CallsMade, Is.EqualTo(20));
    }

    [Test]
    public async Task PurgeEnded_RemovesOnlyWhatEndedLongAgo()
    {
        await SavedAsync(SomePromotion("live", minute: 1));
        await SavedAsync(SomePromotion("old", status: PromotionStatus.Deployed, minute: 2));
        await SavedAsync(SomePromotion("new", status: PromotionStatus.Withdrawn, minute: 30));

        var purged = await Records.PurgeEndedAsync(SomePromotion("x", minute: 10).UpdatedAt, 100, None);

        Assert.That(purged, Is.EqualTo([new PromotionId("old")]));
        Assert.That(await IdsAsync(Records.ListByTimeAsync(IndexRange.All, None)), Is.EqualTo(["live", "new"]));
        Assert.That(await Records.GetAsync(new PromotionId("old"), None), Is.Null);
        Assert.That(await Store.CountAsync("promotions:status:DEPLOYED", None), Is.Zero);
    }

    [TestCase("{\"layout\":2,\"promotion\":{}}", "layout 2")]
    [TestCase("{\"something\":1}", "layout unknown")]
    [TestCase("not json", "layout unknown")]
    [TestCase("{\"layout\":1,\"promotion\":{\"id\":\"p9\",\"fromTheFuture\":true}}", "newer version")]
    public async Task Get_OfWhatAnotherVersionWrote_SaysSo(string json, string said)
    {
        await Store.CommitAsync(new Commit().Put(PromotionRecords.KeyOf(new PromotionId("p9")), json), None);

        Assert.That(async () => await Records.GetAsync(new PromotionId("p9"), None), Throws.InstanceOf<StateLayoutException>().With.Message.Contains(said));
    }

    private static async Task<IEnumerable<string>> IdsAsync(Task<IReadOnlyList<StoredPromotion>> list) => (await list).Select(stored => stored.Promotion.Id.Value);
}
