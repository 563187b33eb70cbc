using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.State.InMemory;

/// <summary>The budget of one process.</summary>
public sealed class InMemoryRequestBudget(BudgetOptions options, TimeProvider timeProvider) : ISharedBudget
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, BudgetBucket> _buckets = [];

    private double Now => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public Task<BudgetAnswer> TryTakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Bucket(account).Take(lane, Now));
        }
    }

    /// <inheritdoc/>
    public Task SlowDownAsync(AccountId account, TimeSpan pause, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Bucket(account).SlowDown(pause.TotalMilliseconds, Now);
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<double> RateAsync(AccountId account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Bucket(account).Rate(Now));
        }
    }

    private BudgetBucket Bucket(AccountId account)
    {
        if (!_buckets.TryGetValue(account, out var bucket))
        {
            _buckets[account] = bucket = new BudgetBucket(options);
        }

        return bucket;
    }
}
