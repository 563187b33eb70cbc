using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>The gate in front of every request: requests a second of an account, shared fairly between the lanes.</summary>
public interface IRequestBudget
{
    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="account">The account whose limit the request counts against.</param>
    /// <param name="lane">Who waits.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is used up then.</param>
    ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default);

    /// <summary>The platform answered that <paramref name="account"/> is used too hard (503 or 429): slow down for a while.</summary>
    void ReportBusy(AccountId account);
}
