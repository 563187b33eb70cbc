using PromotionEngine.Boomi.DataHub;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Publishes committed changes of promotions to DataHub's PromotionLog by way of the outbox.</summary>
public sealed class PromotionLogOutbox(Outbox outbox, TimeProvider time)
{
    /// <summary>Kind of the outbox messages.</summary>
    public const string Kind = "PromotionLog";

    /// <summary>Adds to <paramref name="commit"/> that <paramref name="promotion"/> is to be published as it will be after it.</summary>
    public void Enqueue(Commit commit, Promotion promotion) =>
        outbox.Enqueue(commit, new OutboxMessage(Kind, $"{Kind}|{promotion.Id}", PromotionLogs.Write(promotion).ToJson()), time.GetUtcNow());
}
