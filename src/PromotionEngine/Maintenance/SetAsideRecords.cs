using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Maintenance;

/// <summary>
/// Publishes again what DataHub refused and what was set aside, when somebody has corrected what made it refuse: each record as it is now, since what was refused may be
/// older than what DataHub took of it meanwhile.
/// </summary>
internal sealed class SetAsideRecords(
    Outbox outbox, PromotionRecords records, PromotionLogOutbox log, CurrentMappings mappings, MappingOutbox mappingOutbox, IStateStore store)
{
    private const int PerCall = 100;

    /// <summary>Puts the records behind what waits, and tells <paramref name="report"/> of each.</summary>
    public async Task TakeUpAsync(MaintenanceReport report, bool dryRun, CancellationToken cancellationToken)
    {
        var aside = await outbox.ListQuarantinedAsync(PerCall, cancellationToken);
        foreach (var entries in aside.GroupBy(entry => entry.Message.RecordKey, StringComparer.Ordinal).Select(same => same.ToList()))
        {
            var key = entries[^1].Message.RecordKey;
            if (dryRun)
            {
                report.Findings.Add($"{key} would be sent again.");
                continue;
            }

            var commit = new Commit();
            foreach (var entry in entries)
            {
                outbox.Forget(commit, entry);
            }

            await EnqueueAsync(commit, entries[^1].Message, cancellationToken);
            var outcome = await store.CommitAsync(commit, cancellationToken);
            if (outcome.Status != CommitStatus.Conflict)
            {
                // A conflict: the promotion changed in between, which sends it anew; or somebody else takes it up.
                outcome.OrThrow();
                report.Findings.Add($"{key} is sent again.");
            }
        }
    }

    // Of a promotion that the store does not hold any more the last word is what was set aside.
    private async Task EnqueueAsync(Commit commit, OutboxMessage refused, CancellationToken cancellationToken)
    {
        if (refused.Kind == MappingOutbox.Kind)
        {
            var mapping = MappingOutbox.Read(refused);
            var current = await mappings.FindAsync(new AccountId(mapping.DevAccountId), [new ComponentId(mapping.DevComponentId)], cancellationToken);
            mappingOutbox.Enqueue(commit, current is [var newer] && newer.LastPromotedAt > mapping.LastPromotedAt ? newer : mapping);
            return;
        }

        var id = new PromotionId(PromotionLogOutbox.Read(refused)["promotionId"]);
        if (await records.GetAsync(id, cancellationToken) is { } stored)
        {
            commit.Expect(PromotionRecords.KeyOf(id), stored.Version);
            log.Enqueue(commit, stored.Promotion);
        }
        else
        {
            outbox.Enqueue(commit, refused, await store.NowAsync(cancellationToken));
        }
    }
}
