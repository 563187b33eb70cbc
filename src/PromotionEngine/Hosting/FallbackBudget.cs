using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;

namespace PromotionEngine.Hosting;

/// <summary>
/// The request budget that all engines share, and while the store is away one of this engine alone, at half the rate, since the others do the same: what only
/// reads is served then too.
/// </summary>
internal sealed class FallbackBudget(ISharedBudget shared, ISharedBudget own, TimeProvider time) : ISharedBudget
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _awayUntil = long.MinValue;

    /// <inheritdoc/>
    public Task<BudgetAnswer> TryTakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken) =>
        AskAsync(budget => budget.TryTakeAsync(account, lane, cancellationToken));

    /// <inheritdoc/>
    public Task SlowDownAsync(AccountId account, TimeSpan pause, CancellationToken cancellationToken) => AskAsync(async budget =>
    {
        await budget.SlowDownAsync(account, pause, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public Task<double> RateAsync(AccountId account, CancellationToken cancellationToken) => AskAsync(budget => budget.RateAsync(account, cancellationToken));

    private async Task<T> AskAsync<T>(Func<ISharedBudget, Task<T>> ask)
    {
        if (time.GetTimestamp() < Volatile.Read(ref _awayUntil))
        {
            return await ask(own);
        }

        try
        {
            return await ask(shared);
        }
        catch (StateUnavailableException)
        {
            // Told by whoever else needs the store; asking it for every call would make each wait.
            Volatile.Write(ref _awayUntil, time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency));
            return await ask(own);
        }
    }
}
