using PromotionEngine.Accounts;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Mappings;
using PromotionEngine.Promotions;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>
/// What a store that fell behind, for example a restored backup, still takes for live or unpublished although DataHub knows better. Nothing leads out of an end, so
/// that a promotion whose end was published has ended, whatever the store says: else its run would be taken over, and make its components a second time.
/// </summary>
internal sealed class OvertakenCopies(
    IStateStore store, PromotionRecords records, PromotionLogs published, ComponentMappings mappings, Outbox outbox, RunClaims claims, MappingClaims mappingClaims, BranchSlots slots, TimeProvider time)
{
    /// <summary>Ends in the store what has ended, and drops what waits for DataHub and is older than what DataHub has. The store need not take writes yet.</summary>
    /// <param name="report">Told of each.</param>
    /// <param name="branches">The primary account's branches by name.</param>
    /// <param name="dryRun">Only tell.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SettleAsync(WorkReport report, IReadOnlyDictionary<string, Branch> branches, bool dryRun, CancellationToken cancellationToken)
    {
        var live = await records.ReadLiveAsync(cancellationToken);
        report.LeaveAlone(live.Unreadable);
        var pending = (await outbox.PendingAsync(int.MaxValue, cancellationToken)).ToLookup(entry => entry.Message.RecordKey, StringComparer.Ordinal);
        var working = live.Readable.ToDictionary(stored => stored.Promotion.Id);
        if (working.Count > 0)
        {
            var logs = await published.FindAsync(working.Keys, cancellationToken);
            var ended = logs.Select(PublishedPromotion.Read).OfType<PublishedPromotion>().Select(found => found.Promotion).Where(promotion => promotion.Status.IsTerminal());
            foreach (var promotion in ended)
            {
                var stored = working[promotion.Id];
                report.Examined++;
                report.Change($"Promotion {promotion.Id} of {promotion.ProcessName}, {stored.Promotion.Status.Word()} in the store, has ended as {promotion.Status.Word()}: it {(dryRun ? "would be" : "was")} ended here too.");
                if (!dryRun)
                {
                    await EndAsync(stored, promotion, branches, [.. pending[PromotionLogOutbox.KeyOf(promotion.Id)]], cancellationToken);
                }
            }
        }

        await DropMappingsAsync(report, pending, dryRun, cancellationToken);
    }

    private async Task EndAsync(StoredPromotion stored, Promotion ended, IReadOnlyDictionary<string, Branch> branches, IReadOnlyList<OutboxEntry> waiting, CancellationToken cancellationToken)
    {
        var working = stored.Promotion;
        var commit = BeforeTheMarker();

        // A branch that still stands is the sweep's; one that passed to another promotion is that one's.
        var passed = (await published.MadeFromAsync([ended.Id], cancellationToken)).FirstOrDefault()?.Id ?? working.BranchPassedTo;
        var branch = passed is null ? branches.GetValueOrDefault(ended.BranchName) : null;
        if (!branches.ContainsKey(ended.BranchName))
        {
            slots.Release(commit, ended.BranchName);
        }

        records.Add(
            commit,
            ended with
            {
                RootComponentId = working.RootComponentId,
                ComponentsTotal = working.ComponentsTotal,
                BranchId = branch?.Id.Value ?? string.Empty,
                BranchPassedTo = passed,
                LeaseToken = working.LeaseToken + 1,
                UpdatedAt = time.GetUtcNow(),
            },
            stored.Version);
        claims.Release(commit, ended.DevAccountId, ended.Id);
        mappingClaims.Release(commit, working);
        outbox.Drop(commit, waiting);
        commit.IndexRemove(StateKeys.Leases, ended.Id.Value);
        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
    }

    // Once another engine has rebuilt the store, people and engines write to it: what was read before says nothing any more.
    private static Commit BeforeTheMarker() => new Commit().WithoutEpoch().Expect(StateKeys.Epoch, 0);

    private async Task DropMappingsAsync(WorkReport report, ILookup<string, OutboxEntry> pending, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (var waiting in pending.Select(record => record.ToList()).Where(record => record[^1].Message.Kind == MappingOutbox.Kind))
        {
            var newest = MappingOutbox.Read(waiting[^1].Message);
            var known = await mappings.FindAsync(new AccountId(newest.DevAccountId), [new ComponentId(newest.DevComponentId)], cancellationToken);
            if (known.Count == 0 || known[0].LastPromotedAt <= newest.LastPromotedAt)
            {
                continue;
            }

            report.Change($"What waits to be published of the mapping of {newest.Name} ({newest.DevComponentId}) is older than what DataHub has: it {(dryRun ? "would be" : "was")} dropped.");
            if (!dryRun)
            {
                var commit = BeforeTheMarker();
                outbox.Drop(commit, waiting);
                (await store.CommitAsync(commit, cancellationToken)).OrThrow();
            }
        }
    }
}
