using PromotionEngine.Accounts;

namespace PromotionEngine.Hosting;

/// <summary>Log messages of <see cref="SharedRequestBudget"/>.</summary>
internal static partial class SharedRequestBudgetLog
{
    [LoggerMessage(EventId = 1391, Level = LogLevel.Warning, Message = "The shared request rate of account {AccountId} could not be lowered; the store is away")]
    public static partial void NotSlowed(ILogger logger, Exception exception, AccountId accountId);
}
