using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;

namespace PromotionEngine.Hosting;

/// <summary>The request budget of the Boomi client, kept in the store so that all engines share it.</summary>
internal sealed class SharedRequestBudget(BudgetGate gate, ISharedBudget budget, ILogger<SharedRequestBudget> logger) : IRequestBudget
{
    // About as long as the client itself waits before it tries again.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default) =>
        new(gate.WaitAsync(account, lane, cancellationToken));

    /// <inheritdoc/>
    public void ReportBusy(AccountId account) => _ = SlowDownAsync(account);

    private async Task SlowDownAsync(AccountId account)
    {
        try
        {
            await budget.SlowDownAsync(account, Pause, CancellationToken.None);
        }
        catch (StateUnavailableException exception)
        {
            SharedRequestBudgetLog.NotSlowed(logger, exception, account);
        }
    }
}
