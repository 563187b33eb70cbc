using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

/// <summary>An empty, initialised store of one kind, with a way to let its clock go on.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly ManualClock? _clock;

    private TestStore(IStateStore store, ManualClock? clock)
    {
        Store = store;
        _clock = clock;
    }

    public IStateStore Store { get; }

    /// <summary>A time that a test can be sure of being faster than, and that it can afford to let pass.</summary>
    public TimeSpan Moment => TimeSpan.FromMilliseconds(_clock is null ? 1000 : 100);

    public TimeProvider Clock => _clock ?? TimeProvider.System;

    public static async Task<TestStore> NewAsync(StoreKind kind, bool initialise = true)
    {
        var store = await OpenAsync(kind);
        if (initialise)
        {
            await new EpochMarker(store.Store).InitialiseAsync(isFirstStart: true, CancellationToken.None);
        }

        return store;
    }

    /// <summary>Lets <paramref name="time"/> pass: at once in memory, really on Redis.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        if (_clock is not null)
        {
            _clock.Advance(time);
        }
        else
        {
            await Task.Delay(time);
        }
    }

    public ValueTask DisposeAsync() => Store is IAsyncDisposable open ? open.DisposeAsync() : ValueTask.CompletedTask;

    private static async Task<TestStore> OpenAsync(StoreKind kind)
    {
        if (kind == StoreKind.Redis)
        {
            return new TestStore(await RedisStateStore.ConnectAsync(await SharedRedis.OptionsAsync(), TimeProvider.System, CancellationToken.None), null);
        }

        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        return new TestStore(new InMemoryStateStore(clock), clock);
    }
}
