using PromotionEngine.Boomi.DataHub;
using PromotionEngine.State;

namespace PromotionEngine.Mappings;

/// <summary>Publishes mappings to DataHub by way of the outbox.</summary>
public sealed class MappingOutbox(Outbox outbox, TimeProvider time)
{
    /// <summary>Kind of the outbox messages.</summary>
    public const string Kind = "ComponentMapping";

    /// <summary>The mapping that <paramref name="message"/> publishes.</summary>
    public static ComponentMapping Read(OutboxMessage message) => StateJson.Read<ComponentMapping>(message.RecordKey, message.PayloadJson);

    /// <summary>Adds to <paramref name="commit"/> that <paramref name="mapping"/> is to be published.</summary>
    public void Enqueue(Commit commit, ComponentMapping mapping) =>
        outbox.Enqueue(commit, new OutboxMessage(Kind, $"{Kind}|{mapping.DevAccountId}|{mapping.DevComponentId}", StateJson.Write(mapping)), time.GetUtcNow());

    /// <summary>The mappings that wait to be published, of any component; the newest of each.</summary>
    public async Task<IReadOnlyList<ComponentMapping>> PendingAsync(CancellationToken cancellationToken) =>
    [
        .. (await outbox.PendingAsync(int.MaxValue, cancellationToken))
            .Where(entry => entry.Message.Kind == Kind)
            .Select(entry => Read(entry.Message))
            .GroupBy(mapping => (mapping.DevAccountId, mapping.DevComponentId))
            .Select(same => same.Last()),
    ];
}
