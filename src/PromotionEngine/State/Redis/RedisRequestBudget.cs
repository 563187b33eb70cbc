using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>The budget that all engines on one Redis share, by Redis's clock.</summary>
public sealed class RedisRequestBudget : ISharedBudget
{
    private readonly RedisStateStore _store;
    private readonly BudgetOptions _options;
    private readonly TimeProvider? _clock;

    /// <summary>A budget in the Redis of <paramref name="store"/>.</summary>
    public RedisRequestBudget(RedisStateStore store, BudgetOptions options)
        : this(store, options, clock: null)
    {
    }

    /// <summary>A budget by another clock than Redis's.</summary>
    /// <param name="store">Where the budget is kept.</param>
    /// <param name="options">What there is to share.</param>
    /// <param name="clock">A clock to use instead of Redis's, for tests.</param>
    internal RedisRequestBudget(RedisStateStore store, BudgetOptions options, TimeProvider? clock)
    {
        _store = store;
        _options = options;
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<BudgetAnswer> TryTakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken)
    {
        var answer = (long[])(await RunAsync(account, "take", (int)lane + 1, cancellationToken))!;
        return new BudgetAnswer(answer[0] == 1, TimeSpan.FromMilliseconds(answer[1]));
    }

    /// <inheritdoc/>
    public Task SlowDownAsync(AccountId account, TimeSpan pause, CancellationToken cancellationToken) =>
        RunAsync(account, "slow", Exact(pause.TotalMilliseconds), cancellationToken);

    /// <inheritdoc/>
    public async Task<double> RateAsync(AccountId account, CancellationToken cancellationToken) =>
        (double)await RunAsync(account, "rate", 0, cancellationToken);

    private static RedisValue Exact(double value) => value.ToString("R");

    private Task<RedisResult> RunAsync(AccountId account, string what, RedisValue argument, CancellationToken cancellationToken) => _store.Link.EvaluateAsync(
        RedisBudgetScript.Budget,
        [_store.Layout.Budget(account.Value)],
        [
            what, argument, Exact(_options.RatePerSecond), Exact(_options.Burst), .. _options.Shares.Select(Exact),
            Exact(_options.ShrinkFactor), Exact(_options.SmallestFactor), Exact(_options.RecoveryPerSecond), Exact(BudgetBucket.WaitingSlack),
            _clock is null ? string.Empty : Exact(_clock.GetUtcNow().ToUnixTimeMilliseconds()),
        ],
        cancellationToken);
}
