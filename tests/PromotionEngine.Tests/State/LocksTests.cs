using PromotionEngine.State;

namespace PromotionEngine.Tests.State;

public sealed class LocksTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private NamedLocks Locks => new(Store, Under.Clock);

    [Test]
    public async Task Take_OfAHeldLock_WithoutPatience_IsRefused_AndTheHolderIsKnown()
    {
        await using var held = await Locks.TakeAsync("folder:/a", "engine-1", Long, TimeSpan.Zero, None);

        Assert.That(held, Is.Not.Null);
        Assert.That(await Locks.TakeAsync("folder:/a", "engine-1", Long, TimeSpan.Zero, None), Is.Null);
        Assert.That(await Locks.HolderAsync("folder:/a", None), Is.EqualTo("engine-1"));
        Assert.That(await Locks.TakeAsync("folder:/b", "engine-2", Long, TimeSpan.Zero, None), Is.Not.Null);
    }

    [Test]
    public async Task Take_AfterTheLeaseEnded_GivesAHigherToken_AndFencesTheFormerHolder()
    {
        var first = await Locks.TakeAsync("merge", "engine-1", TimeSpan.FromMilliseconds(50), TimeSpan.Zero, None);
        await Under.PassAsync(TimeSpan.FromMilliseconds(100));
        var second = await Locks.TakeAsync("merge", "engine-2", Long, TimeSpan.Zero, None);
        var late = new Commit().Put("x", "1");
        first!.Guard(late);
        var timely = new Commit().Put("x", "2");
        second!.Guard(timely);

        Assert.That(second.Token, Is.GreaterThan(first.Token));
        Assert.That((await Store.CommitAsync(late, None)).Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That((await Store.CommitAsync(timely, None)).IsCommitted, Is.True);
        Assert.That(await first.RenewAsync(Long, None), Is.False);
        Assert.That(await first.ReleaseAsync(None), Is.False);
        Assert.That(await Locks.HolderAsync("merge", None), Is.EqualTo("engine-2"));
    }

    [Test]
    public async Task Renew_KeepsTheLockAndItsToken()
    {
        var held = await Locks.TakeAsync("merge", "engine-1", Under.Moment, TimeSpan.Zero, None);
        Assert.That(await held!.RenewAsync(Long, None), Is.True);
        await Under.PassAsync(Under.Moment * 1.2);
        var commit = new Commit().Put("x", "1");
        held.Guard(commit);

        Assert.That(await Locks.TakeAsync("merge", "engine-2", Long, TimeSpan.Zero, None), Is.Null);
        Assert.That((await Store.CommitAsync(commit, None)).IsCommitted, Is.True);
    }

    [Test]
    public async Task TakeLasting_BySameOwnerAgain_ResumesIt_AndDisposingDoesNotRelease()
    {
        var first = await Locks.TakeLastingAsync("merge", "p1", TimeSpan.Zero, None);
        await first!.DisposeAsync();
        var resumed = await Locks.TakeLastingAsync("merge", "p1", TimeSpan.Zero, None);

        Assert.That(resumed!.Token, Is.EqualTo(first.Token));
        Assert.That(await Locks.TakeLastingAsync("merge", "p2", TimeSpan.Zero, None), Is.Null);
        Assert.That(await resumed.ReleaseAsync(None), Is.True);
        Assert.That(await Locks.TakeLastingAsync("merge", "p2", TimeSpan.Zero, None), Is.Not.Null);
    }

    [Test]
    public async Task Take_FromThirtyThatWait_LetsOneInAtATime()
    {
        var locks = new NamedLocks(Store, TimeProvider.System);
        var inside = 0;
        var most = 0;
        var entered = 0;

        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => Task.Run(async () =>
        {
            await using var held = await locks.TakeAsync("folder:/a", $"engine-{number}", Long * 10, Long * 10, None);
            Assert.That(held, Is.Not.Null);
            var now = Interlocked.Increment(ref inside);
            most = Math.Max(most, now);
            Interlocked.Increment(ref entered);
            await Task.Delay(1);
            Interlocked.Decrement(ref inside);
        })));

        Assert.That((entered, most), Is.EqualTo((30, 1)));
    }
}
