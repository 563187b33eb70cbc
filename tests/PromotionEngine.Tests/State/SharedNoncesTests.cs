using Contract.Calls;
using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.Tests.Boomi;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>A signed call is taken once by all engines together, and once by each while the store is away.</summary>
public sealed class SharedNoncesTests
{
    private readonly InMemoryStateStore _store = new(TimeProvider.System);

    [Test]
    public async Task TryAdd_AtTwoEngines_IsTakenOnce()
    {
        var (one, other) = (Engine(_store, new ManualClock()), Engine(_store, new ManualClock()));

        bool[] taken = [await AddAsync(one, "n1"), await AddAsync(other, "n1"), await AddAsync(one, "n1"), await AddAsync(other, "n2")];

        Assert.That(taken, Is.EqualTo(new[] { true, false, false, true }));
    }

    [Test]
    public async Task TryAdd_WhileTheStoreIsAway_IsTakenOnceByEachAndAgainByAllWhenItIsBack()
    {
        var clock = new ManualClock();
        var store = new UnreliableStore(_store) { IsAway = true };
        var (one, other) = (Engine(store, clock), Engine(_store, clock));

        bool[] away = [await AddAsync(one, "n1"), await AddAsync(one, "n1"), await AddAsync(one, "n2")];
        var asked = store.Asked;
        store.IsAway = false;
        var stillApart = await AddAsync(one, "n3") && await AddAsync(other, "n3");
        clock.Advance(TimeSpan.FromSeconds(6));
        bool[] back = [await AddAsync(one, "n4"), await AddAsync(other, "n4"), await AddAsync(one, "n1")];

        Assert.That(away, Is.EqualTo(new[] { true, false, true }));
        Assert.That((asked, stillApart), Is.EqualTo((1, true)), "a store that is away is left alone for some seconds");
        Assert.That(back, Is.EqualTo(new[] { true, false, false }));
    }

    private static SharedNonces Engine(IStateStore store, TimeProvider clock) =>
        new(new Nonces(store), new InMemoryNonceStore(clock), clock, NullLogger<SharedNonces>.Instance);

    private static async Task<bool> AddAsync(SharedNonces nonces, string nonce) =>
        await nonces.TryAddAsync(nonce, new ManualClock().GetUtcNow() + TimeSpan.FromMinutes(2), CancellationToken.None);
}
