using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.State;
using PromotionEngine.Telemetry;

namespace PromotionEngine.Hosting;

/// <summary>The request budget of the Boomi client, kept in the store so that all engines share it.</summary>
internal sealed class SharedRequestBudget(BudgetGate gate, ISharedBudget budget, EngineMetrics metrics, TimeProvider time, ILogger<SharedRequestBudget> logger) : IRequestBudget
{
    // About as long as the client itself waits before it tries again.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        await gate.WaitAsync(account, lane, cancellationToken);
        metrics.BudgetWaited(lane, time.GetElapsedTime(began));
    }

    /// <inheritdoc/>
    public void ReportBusy(AccountId account)
    {
        metrics.BudgetRefused();
        _ = SlowDownAsync(account);
    }

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
