using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using PromotionEngine.State.Redis;
using PromotionEngine.Tests.Boomi;
using Testing.Clocks;

namespace PromotionEngine.Tests.State;

public sealed class RequestBudgetTests(StoreKind kind) : StateSuite(kind)
{
    private static readonly AccountId Account = new("primary");
    private static readonly CallLane[] Lanes = Enum.GetValues<CallLane>();

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task TryTake_AsFastAsPossible_KeepsToTheRate()
    {
        var budget = Budget(new BudgetOptions());
        var granted = 0;

        for (var step = 0; step < 1000; step++)
        {
            granted += (await budget.TryTakeAsync(Account, CallLane.Run, None)).IsGranted ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        // 10 s at 8/s and a burst of 2.
        Assert.That(granted, Is.InRange(80, 82));
    }

    [Test]
    public async Task TryTake_AfterTheWaitTold_IsGranted()
    {
        var budget = Budget(new BudgetOptions());
        var answer = await budget.TryTakeAsync(Account, CallLane.Run, None);
        while (answer.IsGranted)
        {
            answer = await budget.TryTakeAsync(Account, CallLane.Run, None);
        }

        _clock.Advance(answer.Wait);

        Assert.That(answer.Wait, Is.InRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(125)));
        Assert.That((await budget.TryTakeAsync(Account, CallLane.Run, None)).IsGranted, Is.True);
        Assert.That((await budget.TryTakeAsync(new AccountId("other"), CallLane.Run, None)).IsGranted, Is.True, "accounts do not share");
    }

    [Test]
    public async Task TryTake_WhenAllLanesWantEverything_GivesEachItsShare()
    {
        var options = new BudgetOptions();
        var budget = Budget(options);
        var granted = new int[Lanes.Length];
        var askAgain = new DateTimeOffset[Lanes.Length];

        for (var step = 0; step < 3000; step++)
        {
            foreach (var lane in Lanes.Where(lane => _clock.GetUtcNow() >= askAgain[(int)lane]))
            {
                var answer = await budget.TryTakeAsync(Account, lane, None);
                granted[(int)lane] += answer.IsGranted ? 1 : 0;
                askAgain[(int)lane] = _clock.GetUtcNow() + answer.Wait;
            }

            // A rude lane that asks all the time, first.
            granted[0] += (await budget.TryTakeAsync(Account, CallLane.Interactive, None)).IsGranted ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.That(granted.Sum(), Is.InRange(238, 242));
        foreach (var lane in Lanes)
        {
            Assert.That(granted[(int)lane], Is.GreaterThanOrEqualTo((int)(30 * 8 * options.Shares[(int)lane] * 0.9)), $"{lane}");
        }
    }

    [Test]
    public async Task TryTake_OfOneLaneAlone_GetsTheWholeRate()
    {
        var budget = Budget(new BudgetOptions());
        var granted = 0;
        for (var step = 0; step < 500; step++)
        {
            granted += (await budget.TryTakeAsync(Account, CallLane.Housekeeping, None)).IsGranted ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.That(granted, Is.InRange(80, 82));
    }

    [Test]
    public async Task SlowDown_ShrinksOnceASecond_AndTheRateComesBack()
    {
        var budget = Budget(new BudgetOptions());
        await budget.TryTakeAsync(Account, CallLane.Run, None);

        await budget.SlowDownAsync(Account, TimeSpan.FromSeconds(2), None);
        await budget.SlowDownAsync(Account, TimeSpan.Zero, None);

        Assert.That(await budget.RateAsync(Account, None), Is.EqualTo(4).Within(1e-9));
        Assert.That((await budget.TryTakeAsync(Account, CallLane.Run, None)).IsGranted, Is.False);
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.That((await budget.TryTakeAsync(Account, CallLane.Run, None)).IsGranted, Is.False);
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.That((await budget.TryTakeAsync(Account, CallLane.Run, None)).IsGranted, Is.True);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            await budget.SlowDownAsync(Account, TimeSpan.Zero, None);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await budget.RateAsync(Account, None), Is.InRange(1, 1.3));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await budget.RateAsync(Account, None), Is.EqualTo(8).Within(1e-9));
    }

    // Redis's clock is another's after a failover, and any clock may be set.
    [Test]
    public async Task TryTake_WhenTheClockWentBack_GoesOnAtTheRate()
    {
        var budget = Budget(new BudgetOptions());
        for (var step = 0; step < 20; step++)
        {
            await budget.TryTakeAsync(Account, Lanes[step % 3], None);
        }

        _clock.Advance(TimeSpan.FromHours(-1));
        var granted = 0;
        for (var step = 0; step < 500; step++)
        {
            granted += (await budget.TryTakeAsync(Account, CallLane.Housekeeping, None)).IsGranted ? 1 : 0;
            _clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.That(granted, Is.InRange(70, 82));
    }

    [Test]
    public async Task SlowDown_WhenTheClockWentBack_ShrinksOnceASecondAsBefore()
    {
        var budget = Budget(new BudgetOptions());
        await budget.SlowDownAsync(Account, TimeSpan.Zero, None);

        _clock.Advance(TimeSpan.FromHours(-1));
        await budget.SlowDownAsync(Account, TimeSpan.Zero, None);
        await budget.SlowDownAsync(Account, TimeSpan.Zero, None);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await budget.SlowDownAsync(Account, TimeSpan.Zero, None);

        Assert.That(await budget.RateAsync(Account, None), Is.InRange(1, 2.3));
    }

    [Test]
    public async Task Gate_WhenTheClockWentBack_LetsTheNextCallPass()
    {
        var clock = new SetBackClock();
        using var gate = new BudgetGate(Budget(new BudgetOptions { RatePerSecond = 50, Burst = 1 }, clock), clock);
        await gate.WaitAsync(Account, CallLane.Run, None);

        clock.Back = TimeSpan.FromHours(1);

        Assert.That(async () => await gate.WaitAsync(Account, CallLane.Run, None).WaitAsync(TimeSpan.FromSeconds(20)), Throws.Nothing);
    }

    [Test]
    public async Task Gate_OfManyCallers_AsksAboutOnceACall()
    {
        var clock = new LeapingClock(never: Timeout.InfiniteTimeSpan);
        var counting = new CountingBudget(Budget(new BudgetOptions { RatePerSecond = 50, Burst = 1 }, clock));
        using var gate = new BudgetGate(counting, clock);
        var began = clock.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => gate.WaitAsync(Account, CallLane.Run, None)));

        Assert.That(clock.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromMilliseconds(29 * 20 * 0.9)));
        Assert.That(counting.Asked, Is.LessThanOrEqualTo(45));
    }

    [Test]
    public void Validate_OfWrongOptions_TellsAll() =>
        Assert.That(new BudgetOptions { RatePerSecond = 0, Burst = 0.5, RunShare = 0.9 }.Validate(), Has.Count.EqualTo(3));

    private ISharedBudget Budget(BudgetOptions options, TimeProvider? clock = null) => Store is RedisStateStore redis
        ? new RedisRequestBudget(redis, options, clock ?? _clock)
        : new InMemoryRequestBudget(options, clock ?? _clock);

    /// <summary>Its time of day is set back; how long things take it knows all the same.</summary>
    private sealed class SetBackClock : TimeProvider
    {
        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Back;
    }

    private sealed class CountingBudget(ISharedBudget inner) : ISharedBudget
    {
        private int _asked;

        public int Asked => _asked;

        public Task<BudgetAnswer> TryTakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return inner.TryTakeAsync(account, lane, cancellationToken);
        }

        public Task SlowDownAsync(AccountId account, TimeSpan pause, CancellationToken cancellationToken) => inner.SlowDownAsync(account, pause, cancellationToken);

        public Task<double> RateAsync(AccountId account, CancellationToken cancellationToken) => inner.RateAsync(account, cancellationToken);
    }
}
