using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>A lock that is renewed for as long as its work takes.</summary>
[TestFixture]
public sealed class KeptLockTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private ManualClock _clock = null!;
    private UnreliableStore _store = null!;
    private NamedLocks _locks = null!;

    [SetUp]
    public async Task MakeStoreAsync()
    {
        _clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var inner = new InMemoryStateStore(_clock);
        await new EpochMarker(inner).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        _store = new UnreliableStore(inner);
        _locks = new NamedLocks(_store, _clock);
    }

    [Test]
    public async Task Keep_LongerThanTheLease_KeepsOthersOut_UntilItIsDisposedOf()
    {
        var kept = await _locks.TakeKeptAsync("job", "engine-1", Lease, TimeSpan.Zero, CancellationToken.None);
        _clock.Advance(Lease * 0.8);
        await _clock.WaitedForAsync(Lease / 3);
        _clock.Advance(Lease * 0.8);
        await _clock.WaitedForAsync(Lease / 3);

        Assert.That(await _locks.HolderAsync("job", CancellationToken.None), Is.EqualTo("engine-1"));
        Assert.That(kept!.Lost.IsCancellationRequested, Is.False);
        await kept.DisposeAsync();
        Assert.That(await _locks.HolderAsync("job", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Keep_AfterTheLeaseEnded_TellsThatTheLockIsLost_AndLeavesTheNextHolderAlone()
    {
        await using var kept = await _locks.TakeKeptAsync("job", "engine-1", Lease, TimeSpan.Zero, CancellationToken.None);
        var lost = new TaskCompletionSource();
        await using var told = kept!.Lost.Register(lost.SetResult);
        _store.IsAway = true;
        _clock.Advance(Lease * 2);
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(1));
        _store.IsAway = false;

        await using var next = await _locks.TakeKeptAsync("job", "engine-2", Lease, TimeSpan.Zero, CancellationToken.None);
        await kept.DisposeAsync();
        Assert.That(await _locks.HolderAsync("job", CancellationToken.None), Is.EqualTo("engine-2"));
    }
}
