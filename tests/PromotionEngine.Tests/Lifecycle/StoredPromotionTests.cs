using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.State;
using Testing.Clocks;

namespace PromotionEngine.Tests.Lifecycle;

/// <summary>Working copies in the store: those of earlier versions are read, and those of this one come back as they were.</summary>
[TestFixture]
public sealed class StoredPromotionTests
{
    // As the version before the reviews wrote it.
    private const string Old =
        """
        {"layout":1,"promotion":{"id":"p1","devAccountId":"dev-1","prodAccountId":"prod","devPackageId":"package-1","rootComponentId":"root-1","processName":"Orders to ERP","initiatedBy":{"subject":"subject-of-alice","email":"alice@abc.example","name":"Alice"},"initiatedAt":"2026-03-01T09:00:00+00:00","status":"COMPLETED","updatedAt":"2026-03-01T09:05:00+00:00","targetEnvironment":"TEST","isHotfix":false,"branchName":"promo-p1","branchId":"b1","packageVersion":"1.0","connectionsSkipped":1,"connectionIds":["c1"],"componentsTotal":1,"results":[{"devComponentId":"d1","prodComponentId":"x1","name":"Map","type":"transform.map","action":"created","version":1,"errorMessage":"","strippedElements":[],"referencesRewritten":0,"baseVersion":0,"written":true}],"errorCode":"","errorMessage":"","step":"Completed","callsMade":9,"callsFloor":8,"leaseToken":1,"withdrawalRequested":false,"withdrawalReason":""}}
        """;

    [Test]
    public async Task Get_OfARecordFromBeforeTheReviews_HasWhatItHadAndNothingElse()
    {
        var store = await StoreAsync();
        await store.CommitAsync(new Commit().Put(PromotionRecords.KeyOf(new PromotionId("p1")), Old), CancellationToken.None);

        var read = (await new PromotionRecords(store).GetAsync(new PromotionId("p1"), CancellationToken.None))!.Promotion;

        Assert.That((read.Status, read.BranchId, read.HoldsItsBranch, read.IsMergeBegun), Is.EqualTo((PromotionStatus.Completed, "b1", true, false)));
        Assert.That((read.Submission, read.PeerDecision, read.StatusSince, read.InStatusSince), Is.EqualTo(((Submission?)null, (ReviewDecision?)null, (DateTimeOffset?)null, read.UpdatedAt)));
    }

    [Test]
    public async Task Get_AfterSave_AnswersEveryStageWhole()
    {
        var store = await StoreAsync();
        var records = new PromotionRecords(store);
        foreach (var status in Enum.GetValues<PromotionStatus>())
        {
            var promotion = Cast.In(status) with
            {
                Id = new PromotionId(status.Word()),
                TestRelease = new PackRelease("pack-1", "Orders - TEST") { ReleaseId = "release-1", State = ReleaseState.InProgress, StartedAt = Cast.At },
                ProductionRelease = new PackRelease("pack-2", "Orders"),
                Merge = new BranchMerge(MergeProgress.Merging, "merge-1") { Claimed = [new ClaimedMapping("dev-1", "prod-1")], IsStaleOverridden = true },
                BranchPassedTo = new PromotionId("another"),
                ExpiryWarnedAt = Cast.At,
                DeployedBy = Cast.Carol.Person,
            };
            await records.SaveAsync(promotion, 0, CancellationToken.None);

            var read = (await records.GetAsync(promotion.Id, CancellationToken.None))!.Promotion;

            Assert.That(StateJson.Write(read), Is.EqualTo(StateJson.Write(promotion)), status.Word());
        }
    }

    private static async Task<IStateStore> StoreAsync()
    {
        var store = new InMemoryStateStore(new ManualClock(Cast.At));
        await new EpochMarker(store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        return store;
    }
}
