using PromotionEngine.Boomi.DataHub;
using PromotionEngine.State;

namespace PromotionEngine.Promotions;

/// <summary>Looks up where promotions stand, also those that only DataHub still has.</summary>
internal sealed class PromotionStatuses(PromotionRecords records, PromotionLogs published)
{
    /// <summary>The statuses of <paramref name="ids"/>; one that nobody knows is left out.</summary>
    public async Task<IReadOnlyDictionary<PromotionId, PromotionStatus>> FindAsync(IReadOnlyCollection<PromotionId> ids, CancellationToken cancellationToken)
    {
        var statuses = (await records.GetManyAsync(ids, cancellationToken)).ToDictionary(stored => stored.Promotion.Id, stored => stored.Promotion.Status);
        var others = ids.Where(id => !statuses.ContainsKey(id)).ToList();
        foreach (var log in others.Count == 0 ? [] : await published.FindAsync(others, cancellationToken))
        {
            if (log.Status is { } status)
            {
                statuses[log.Id] = status;
            }
        }

        return statuses;
    }
}
