using System.Collections.Concurrent;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// The request budget of one process: a token bucket per account with weighted lanes. Use it where a single engine runs; replicas need a
/// budget that they share.
/// </summary>
public sealed class LocalRequestBudget : IRequestBudget, IDisposable
{
    private readonly double _requestsPerSecond;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<AccountId, AccountBudget> _accounts = new();

    /// <summary>A budget of <paramref name="requestsPerSecond"/> for each account.</summary>
    public LocalRequestBudget(double requestsPerSecond, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requestsPerSecond);
        _requestsPerSecond = requestsPerSecond;
        _time = time;
    }

    /// <summary>A budget as <paramref name="options"/> say.</summary>
    public LocalRequestBudget(PlatformOptions options, TimeProvider time)
        : this(options.RequestsPerSecond, time)
    {
    }

    /// <inheritdoc/>
    public ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default) => Of(account).TakeAsync(lane, cancellationToken);

    /// <inheritdoc/>
    public void ReportBusy(AccountId account) => Of(account).ReportBusy();

    /// <summary>Requests a second that <paramref name="account"/> gets at this moment, lowered after the platform was busy.</summary>
    public double CurrentRate(AccountId account) => Of(account).CurrentRate();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var account in _accounts.Values)
        {
            account.Dispose();
        }
    }

    private AccountBudget Of(AccountId account) => _accounts.GetOrAdd(account, static (_, budget) => new AccountBudget(budget._requestsPerSecond, budget._time), this);
}
