using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using PromotionEngine.Promotions.Running;
using PromotionEngine.State;

namespace PromotionEngine.Maintenance;

/// <summary>Compares the branch slots with the platform's branches: a slot whose branch is known to be gone is freed, a live promotion's branch without a slot gets one.</summary>
internal sealed class SlotReconciliation(PlatformClient client, PromotionRecords records, BranchSlots slots, BranchRemoval removal, IStateStore store)
{
    private const string Prefix = "promo-";

    /// <summary>Compares and corrects.</summary>
    public async Task<WorkReport> ReconcileAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new WorkReport();

        // The slots and who holds them first: a branch that is created meanwhile has its slot in the list that is read later, or is not looked for at all.
        var taken = await slots.ListAsync(cancellationToken);
        var held = await records.ReadManyAsync([.. taken.Select(slot => slot.PromotionId).Distinct()], cancellationToken);
        var boomi = client.In(new CallScope(CallLane.Housekeeping));
        var standing = await boomi.Branches.ListAsync(client.Primary, cancellationToken);
        var branches = standing.Select(branch => branch.Name).ToHashSet(StringComparer.Ordinal);

        // Only a branch without a slot asks for the live promotions: there may be thousands of them.
        var names = taken.Select(slot => slot.BranchName).ToHashSet(StringComparer.Ordinal);
        var live = standing.Any(branch => branch.Name.StartsWith(Prefix, StringComparison.Ordinal) && !names.Contains(branch.Name))
            ? await records.ReadLiveAsync(cancellationToken)
            : PromotionBatch.Empty;
        var unknown = held.Unreadable.Concat(live.Unreadable).DistinctBy(promotion => promotion.Id).ToDictionary(promotion => promotion.Id);
        report.LeaveAlone(unknown.Values);
        var holders = held.Promotions.ToDictionary(promotion => promotion.Id);
        foreach (var slot in taken)
        {
            report.Examined++;
            if (branches.Contains(slot.BranchName) || unknown.ContainsKey(slot.PromotionId))
            {
                continue;
            }

            var holder = holders.GetValueOrDefault(slot.PromotionId);
            if (standing.FirstOrDefault(branch => branch.Id.Value == holder?.BranchId) is { } renamed)
            {
                // It still takes one of the account's places, so the slot stays.
                report.Fail($"Branch {slot.BranchName} ({renamed.Id}) of promotion {slot.PromotionId} was renamed to {renamed.Name} by somebody else. It was not touched: give it its name back, nothing else finds it by another.");
            }
            else
            {
                await GoneAsync(report, slot, holder, dryRun, cancellationToken);
            }
        }

        await LostAsync(report, taken, branches, dryRun, cancellationToken);
        await RestoreAsync(report, live, taken, branches, dryRun, cancellationToken);
        return report;
    }

    private async Task GoneAsync(WorkReport report, BranchSlot slot, Promotion? holder, bool dryRun, CancellationToken cancellationToken)
    {
        if (holder?.Status == PromotionStatus.InProgress)
        {
            // Its run is about to create the branch, or to notice that it is gone.
            return;
        }

        // After the merge it is we who delete it, while the promotion goes on.
        var isLost = holder is { IsMergeBegun: false } && !holder.Status.IsTerminal();
        if (isLost)
        {
            ReportLost(report, slot.BranchName, holder!);
        }

        if (dryRun)
        {
            report.Change($"The slot of {slot.BranchName} would be freed; the branch is gone.");
            return;
        }

        var commit = new Commit();
        slots.Release(commit, slot.BranchName);
        if (isLost)
        {
            commit.IndexAdd(StateKeys.BranchesLost, holder!.Id.Value, 0);
        }

        (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        if (holder?.Status.IsTerminal() == true)
        {
            await removal.ForgetAsync(holder.Id, cancellationToken);
        }

        report.Change($"The slot of {slot.BranchName} was freed; the branch is gone.");
    }

    // Its slot is free and tells no more of it: it is reported until somebody has done something about it.
    private async Task LostAsync(WorkReport report, IReadOnlyList<BranchSlot> taken, HashSet<string> branches, bool dryRun, CancellationToken cancellationToken)
    {
        var reported = taken.Select(slot => slot.PromotionId).ToHashSet();
        var noted = (await store.RangeAsync(StateKeys.BranchesLost, IndexRange.All, cancellationToken)).Select(entry => new PromotionId(entry.Member)).Where(id => !reported.Contains(id)).ToList();
        if (noted.Count == 0)
        {
            return;
        }

        var batch = await records.ReadManyAsync(noted, cancellationToken);
        var lost = batch.Promotions.Where(promotion => !promotion.Status.IsTerminal() && promotion is { HoldsItsBranch: true, IsMergeBegun: false } && !branches.Contains(promotion.BranchName)).ToList();
        foreach (var promotion in lost)
        {
            report.Examined++;
            ReportLost(report, promotion.BranchName, promotion);
        }

        var settled = noted.Except(lost.Select(promotion => promotion.Id)).Except(batch.Unreadable.Select(promotion => promotion.Id)).ToList();
        if (settled.Count > 0 && !dryRun)
        {
            var commit = settled.Aggregate(new Commit(), (all, id) => all.IndexRemove(StateKeys.BranchesLost, id.Value));
            (await store.CommitAsync(commit, cancellationToken)).OrThrow();
        }
    }

    private static void ReportLost(WorkReport report, string branchName, Promotion promotion) =>
        report.Fail($"Branch {branchName} of promotion {promotion.Id}, which is {promotion.Status.Word()}, was deleted by somebody else. Withdraw it or cancel its deployment, and promote again.");

    private async Task RestoreAsync(WorkReport report, PromotionBatch live, IReadOnlyList<BranchSlot> taken, HashSet<string> branches, bool dryRun, CancellationToken cancellationToken)
    {
        var names = taken.Select(slot => slot.BranchName).ToHashSet(StringComparer.Ordinal);
        foreach (var promotion in live.Promotions)
        {
            if (!promotion.HoldsItsBranch || !branches.Contains(promotion.BranchName) || !names.Add(promotion.BranchName) || promotion.Status == PromotionStatus.InProgress)
            {
                continue;
            }

            if (!dryRun)
            {
                var commit = new Commit();
                slots.Restore(commit, new BranchSlot(promotion.BranchName, promotion.Id, promotion.InitiatedAt));
                (await store.CommitAsync(commit, cancellationToken)).OrThrow();
            }

            report.Change($"Branch {promotion.BranchName} of promotion {promotion.Id} had no slot{(dryRun ? " and would be given one" : " and was given one")}.");
        }
    }
}
