using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Redis)]
public sealed class EpochTests(StoreKind kind)
{
    private static CancellationToken None => CancellationToken.None;

    [Test]
    public async Task Commit_WithoutTheMarker_IsRefused_UnlessItMayBeWithoutOne()
    {
        await using var under = await TestStore.NewAsync(kind, initialise: false);

        Assert.That((await under.Store.CommitAsync(new Commit().Put("a", "1"), None)).Status, Is.EqualTo(CommitStatus.EpochMissing));
        Assert.That(await under.Store.GetAsync("a", None), Is.Null);
        Assert.That((await under.Store.CommitAsync(new Commit().WithoutEpoch().Put("a", "1"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Initialise_OfAnEmptyStore_NeedsTheOperatorsWordWhereTheStoreIsShared()
    {
        await using var under = await TestStore.NewAsync(kind, initialise: false);
        var marker = new EpochMarker(under.Store);

        var report = await marker.InitialiseAsync(isFirstStart: false, None);

        Assert.That(report.Status, Is.EqualTo(kind == StoreKind.Redis ? EpochStatus.Missing : EpochStatus.Present));
        Assert.That((await marker.InitialiseAsync(isFirstStart: true, None)).Status, Is.EqualTo(EpochStatus.Present));
        Assert.That((await under.Store.CommitAsync(new Commit().Put("a", "1"), None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task Initialise_OfAStoreThatHoldsOurData_IsRefused_UntilItIsRestored()
    {
        await using var under = await TestStore.NewAsync(kind, initialise: false);
        var marker = new EpochMarker(under.Store);
        await under.Store.CommitAsync(new Commit().WithoutEpoch().Put("a", "1"), None);

        Assert.That((await marker.InitialiseAsync(isFirstStart: true, None)).Status, Is.EqualTo(EpochStatus.Missing));
        await marker.RestoreAsync(None);
        Assert.That((await marker.ReadAsync(None)).Status, Is.EqualTo(EpochStatus.Present));
    }

    [Test]
    public async Task Initialise_AfterOnlyNoncesWereUsed_MakesTheMarker()
    {
        await using var under = await TestStore.NewAsync(kind, initialise: false);
        Assert.That(await new Nonces(under.Store).TryUseAsync("n", TimeSpan.FromMinutes(5), None), Is.True);

        Assert.That((await new EpochMarker(under.Store).InitialiseAsync(isFirstStart: true, None)).Status, Is.EqualTo(EpochStatus.Present));
    }

    [Test]
    public async Task Initialise_ByManyAtOnce_MakesOneMarker()
    {
        await using var under = await TestStore.NewAsync(kind, initialise: false);

        var reports = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new EpochMarker(under.Store).InitialiseAsync(isFirstStart: true, None))));

        Assert.That(reports, Is.All.Matches<EpochReport>(report => report.Status == EpochStatus.Present));
    }
}
