using PromotionEngine.Accounts;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.State;

/// <summary>
/// The calls that a Boomi account allows, shared by all engines: a bucket that fills at the account's rate, and one for each lane that fills at its share.
/// A lane with something in its own bucket is served; one without takes what no waiting lane is sure of.
/// </summary>
public interface ISharedBudget
{
    /// <summary>Asks for one call. Asking again before the wait is over is harmless.</summary>
    Task<BudgetAnswer> TryTakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken);

    /// <summary>The platform said that it was too much: the rate shrinks, and nothing is granted for <paramref name="pause"/>, about.</summary>
    Task SlowDownAsync(AccountId account, TimeSpan pause, CancellationToken cancellationToken);

    /// <summary>Calls a second that are granted at present.</summary>
    Task<double> RateAsync(AccountId account, CancellationToken cancellationToken);
}
