using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

[TestFixture]
public sealed class SnapshotTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(At);

    private static CancellationToken None => CancellationToken.None;

    [Test]
    public async Task Restore_OfASnapshot_GivesTheSameState_AndVersionsGoOn()
    {
        var store = await NewAsync();
        var put = await store.CommitAsync(
            new Commit().Put("a", "ä\"1\"").Put("short", "x", TimeSpan.FromMinutes(1)).IndexAdd("i", "m", 1.5).Append("l", "x").AppendChained("c", _ => new ChainLink("v", "s")), None);
        var snapshot = store.Snapshot();

        var second = new InMemoryStateStore(_clock);
        second.Restore(snapshot);

        Assert.That(second.Snapshot(), Is.EqualTo(snapshot));
        Assert.That(await second.GetAsync("a", None), Is.EqualTo(new StateValue(put.Version, "ä\"1\"")));
        Assert.That((await second.CommitAsync(new Commit().Expect("a", put.Version).Put("a", "2"), None)).Version, Is.GreaterThan(put.Version));
        Assert.That((await second.CommitAsync(new Commit().Append("l", "y"), None)).Sequences, Is.EqualTo([2L]));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await second.GetAsync("short", None), Is.Null);
    }

    [Test]
    public async Task Restore_KeepsTheLeaseTokens()
    {
        var store = await NewAsync();
        await store.CommitAsync(new Commit().PutLeased("promotion:p1", "{}", 4), None);
        var second = new InMemoryStateStore(_clock);
        second.Restore(store.Snapshot());

        Assert.That((await second.CommitAsync(new Commit().Fence(new PromotionId("p1"), 4).Put("x", "1"), None)).IsCommitted, Is.True);
        Assert.That((await second.CommitAsync(new Commit().Fence(new PromotionId("p1"), 3).Put("x", "1"), None)).Status, Is.EqualTo(CommitStatus.Fenced));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{\"layout\":2,\"lastCommit\":1,\"records\":{},\"indexes\":{},\"lists\":{}}")]
    public async Task Restore_OfSomethingElse_IsRefusedAndChangesNothing(string text)
    {
        var store = await NewAsync();
        await store.CommitAsync(new Commit().Put("a", "1"), None);

        Assert.That(() => store.Restore(text), Throws.InstanceOf<StateLayoutException>());
        Assert.That((await store.GetAsync("a", None))?.Value, Is.EqualTo("1"));
    }

    private async Task<InMemoryStateStore> NewAsync()
    {
        var store = new InMemoryStateStore(_clock);
        await new EpochMarker(store).InitialiseAsync(isFirstStart: false, None);
        return store;
    }
}
