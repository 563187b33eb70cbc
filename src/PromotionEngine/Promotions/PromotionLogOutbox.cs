using System.Text.Json;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Publishes committed changes of promotions to DataHub's PromotionLog by way of the outbox.</summary>
public sealed class PromotionLogOutbox(Outbox outbox, TimeProvider time)
{
    /// <summary>Kind of the outbox messages.</summary>
    public const string Kind = "PromotionLog";

    /// <summary>The fields of the record that <paramref name="message"/> publishes.</summary>
    /// <exception cref="StateLayoutException">Another version wrote it.</exception>
    public static IReadOnlyDictionary<string, string> Read(OutboxMessage message) => StateJson.Read<Dictionary<string, string>>(message.RecordKey, message.PayloadJson);

    /// <summary>Key of the record of <paramref name="promotion"/> in the outbox.</summary>
    public static string KeyOf(PromotionId promotion) => $"{Kind}|{promotion}";

    /// <summary>Adds to <paramref name="commit"/> that <paramref name="promotion"/> is to be published as it will be after it.</summary>
    public void Enqueue(Commit commit, Promotion promotion) =>
        outbox.Enqueue(commit, new OutboxMessage(Kind, KeyOf(promotion.Id), JsonSerializer.Serialize(PromotionLogFields.Of(promotion))), time.GetUtcNow());
}
