using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>A gate that is always open, for platforms without limits, such as an emulator whose limits are off.</summary>
public sealed class NoRequestBudget : IRequestBudget
{
    /// <inheritdoc/>
    public ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void ReportBusy(AccountId account)
    {
        // Nothing is limited, so there is nothing to slow down.
    }
}
